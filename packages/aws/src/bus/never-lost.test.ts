import { busEntry, idOf } from "@hookyard/core/port/contract-harness";
import type { BusEntry } from "@hookyard/core/port/bus";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createEventHistory } from "../history/event-history.ts";
import { type AwsWorld, createAwsWorld } from "../testing/aws-world.ts";
import { busOfWorld } from "../testing/bus-of-world.ts";
import { type Fault, putEventsAnswer, serviceError } from "../testing/event-bridge-service.ts";
import { manualClock } from "../testing/manual-clock.ts";

const providerIds = ["a", "b", "c", "d"];

/** What EventBridge answers to one call. */
const eventBridgeFaults: Readonly<Record<string, Fault>> = {
  throttled: () => serviceError("ThrottlingException", "Rate exceeded"),
  broken: () => serviceError("InternalException", "no", 500),
  expired: () => serviceError("ExpiredTokenException", "expired"),
  firstFails: (entries) => partial(entries.length, 0, "InternalFailure"),
  lastIsHopeless: (entries) => partial(entries.length, entries.length - 1, "MalformedDetail"),
};

/** One entry fails; the others are said to be taken, and so they are: see `taken` below. */
function partial(count: number, failed: number, code: string): Response {
  return putEventsAnswer(
    Array.from({ length: count }, (_, index) =>
      index === failed ? { ErrorCode: code } : { EventId: `id-${index}` },
    ),
  );
}

const attempt = fc.record({
  ids: fc.uniqueArray(fc.constantFrom(...providerIds), { minLength: 1 }),
  eventBridge: fc.array(fc.constantFrom("well", ...Object.keys(eventBridgeFaults)), { maxLength: 6 }),
  isStubborn: fc.boolean(),
  isOverflowDown: fc.boolean(),
  table: fc.constantFrom("well", "well", "down", "down after the claim"),
});
type Attempt = typeof attempt extends fc.Arbitrary<infer Value> ? Value : never;

/** Everything that somebody durable has taken, by event id: what EventBridge said it took, and the overflow queue. */
function watch(world: AwsWorld): Set<string> {
  const safe = new Set<string>();
  const { handle } = world.eventBridgeService;
  Object.assign(world.eventBridgeService, {
    handle: async (request: Request): Promise<Response> => {
      const { Entries } = (await request.clone().json()) as {
        readonly Entries: readonly { readonly Detail: string }[];
      }; // safe: the client's own serialiser
      const response = await handle(request);
      const answer = (await response.clone().json()) as {
        readonly Entries?: readonly { readonly EventId?: string }[];
      }; // safe: the stand-in's
      for (const [index, one] of (answer.Entries ?? []).entries()) {
        if (one.EventId !== undefined) safe.add(JSON.parse(Entries[index]?.Detail ?? "{}").id);
      }
      return response;
    },
  });
  return safe;
}

function arrange(
  world: AwsWorld,
  safe: Set<string>,
  { eventBridge, isStubborn, isOverflowDown, table }: Attempt,
): void {
  const { eventBridgeService, faults } = world;
  const down = (): Response => serviceError("ResourceNotFoundException", "down");
  eventBridgeService.faults.length = 0;
  faults.dynamodb = table === "down" ? down : undefined;
  eventBridgeService.faults.push((entries) => {
    if (table === "down after the claim") faults.dynamodb = down;
    return eventBridgeFaults[eventBridge[0] ?? "well"]?.(entries);
  });
  for (const fault of eventBridge.slice(1))
    eventBridgeService.faults.push((entries) => eventBridgeFaults[fault]?.(entries));
  if (isStubborn)
    for (let calls = 0; calls < 60; calls++)
      eventBridgeService.faults.push(() => serviceError("InternalException", "no", 500));
  faults.sqs = async (request) => {
    if (!request.headers.get("x-amz-target")?.endsWith("SendMessageBatch")) return undefined;
    if (isOverflowDown) return serviceError("ExpiredTokenException", "expired");
    const { Entries } = (await request.clone().json()) as {
      readonly Entries: readonly { readonly MessageBody: string }[];
    }; // safe: the client's own serialiser
    for (const { MessageBody } of Entries) safe.add(JSON.parse(MessageBody).id);
    return undefined;
  };
}

const well: Attempt = {
  ids: [...providerIds],
  eventBridge: [],
  isStubborn: false,
  isOverflowDown: false,
  table: "well",
};

test("whatever fails, what was acknowledged is somewhere durable, and what was not is taken when it is sent again", async () => {
  const world = await createAwsWorld();
  const safe = watch(world);
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(attempt, { minLength: 1, maxLength: 4 }), async (attempts) => {
      const prefix = `run ${run++} `;
      const clock = manualClock(world.now());
      const { bus, bodies } = busOfWorld(world, { ...clock, budgetMilliseconds: 10_000 });
      const { dynamodb, table } = world;
      const history = createEventHistory({ dynamodb, table, bodies, now: clock.now, claimSeconds: 60 });
      const entriesOf = (ids: readonly string[]): readonly BusEntry[] =>
        ids.map((id) => busEntry({ providerId: prefix + id }));

      for (const one of [...attempts, well]) {
        await clock.sleep(61_000); // whoever claimed something before this is gone
        arrange(world, safe, one);
        const results = await bus.publish(entriesOf(one.ids));

        const isAcknowledged = results.every(({ status }) => status !== "refused");
        if (isAcknowledged)
          expect([...safe]).toEqual(expect.arrayContaining(one.ids.map((id) => idOf(prefix + id))));
        if (one === well) expect(isAcknowledged).toBe(true);
      }

      for (const id of providerIds)
        expect((await history.event(idOf(prefix + id)))?.id).toBe(idOf(prefix + id));
    }),
    { numRuns: 25 },
  );
  await world.close();
});
