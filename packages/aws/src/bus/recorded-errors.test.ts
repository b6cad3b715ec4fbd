import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { busEntry, idOf } from "@hookyard/core/port/contract-harness";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createEventHistory } from "../history/event-history.ts";
import { type AwsWorld, createAwsWorld } from "../testing/aws-world.ts";
import { busOfWorld } from "../testing/bus-of-world.ts";
import { serviceError } from "../testing/event-bridge-service.ts";
import { manualClock } from "../testing/manual-clock.ts";
import { overflowMessages } from "../testing/overflow-messages.ts";
import type { PutEventsCall } from "./put-events-call.ts";
import { sdkPutEventsCall } from "./sdk-put-events-call.ts";
import { errorCodeOf } from "./service-error.ts";

interface RecordedError {
  readonly service: "events" | "sqs" | "lambda";
  readonly test: string;
  readonly key: string;
  readonly error: { readonly Code: string; readonly Message: string };
  readonly status: number;
}

const file = join(import.meta.dirname, "../../../../../shared/conformance/aws-errors.jsonl");
const recorded: readonly RecordedError[] = existsSync(file)
  ? readFileSync(file, "utf8")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line))
  : [];
const named = (service: RecordedError["service"]) =>
  recorded
    .filter((one) => one.service === service)
    .map((one) => [`${one.error.Code}, ${one.key}, ${one.test}`, one] as const);

let world: AwsWorld;
beforeAll(async () => {
  world = await createAwsWorld();
});
afterAll(() => world.close());

const answer = ({ error, status }: RecordedError): Response =>
  serviceError(error.Code, error.Message, status);
let events = 0;

function setUp() {
  const providerId = `p${events++}`;
  const made = busOfWorld(world, { ...manualClock(world.now()), budgetMilliseconds: 3_000 });
  const { dynamodb, table, now } = world;
  const history = createEventHistory({ dynamodb, table, bodies: made.bodies, now, claimSeconds: 60 });
  return { ...made, history, entry: busEntry({ providerId }), id: idOf(providerId) };
}

/** Every error that AWS was recorded with, as the answer to each of our calls: no event is ever lost or told wrongly. */
describe.skipIf(recorded.length === 0)(
  "errors recorded from AWS (shared/conformance/aws-errors.jsonl)",
  () => {
    test.each(named("events"))("EventBridge: %s", async (_, error) => {
      const { bus, entry, id } = setUp();
      for (let calls = 0; calls < 60; calls++) world.eventBridgeService.faults.push(() => answer(error));

      const results = await bus.publish([entry]);

      world.eventBridgeService.faults.length = 0;
      expect(results).toEqual([{ status: "accepted" }]);
      const kept = await overflowMessages(world);
      expect(kept.map(({ body }) => JSON.parse(body).id)).toContain(id);
    });

    test.each(named("events"))(
      "is told alike by our own call and by the SDK's client: %s",
      async (_, error) => {
        const entries = [{ Source: "hookyard.stripe", DetailType: "payment.succeeded", Detail: "{}" }];
        const codeBy = async (call: PutEventsCall): Promise<string> => {
          world.eventBridgeService.faults.push(() => answer(error));
          return errorCodeOf(await call(entries).catch((thrown: unknown) => thrown));
        };

        const theirs = await codeBy(sdkPutEventsCall(world.eventBridge));

        expect(await codeBy(world.putEventsCall)).toBe(theirs);
        expect(theirs).toBe(error.error.Code);
      },
    );

    test.each(named("sqs"))("SQS, with EventBridge down: %s", async (_, error) => {
      const { bus, history, entry, id } = setUp();
      for (let calls = 0; calls < 60; calls++) {
        world.eventBridgeService.faults.push(() => serviceError("InternalException", "no", 500));
      }
      world.faults.sqs = () => answer(error);

      const results = await bus.publish([entry]);

      world.faults.sqs = undefined;
      world.eventBridgeService.faults.length = 0;
      expect(results).toEqual([{ status: "refused", reason: "storage_failed" }]);
      expect(await history.event(id)).toBeUndefined();
      expect(await bus.publish([entry])).toEqual([{ status: "accepted" }]);
    });
  },
);
