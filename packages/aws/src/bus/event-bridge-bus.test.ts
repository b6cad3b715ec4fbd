import { busEntry, idOf } from "@hookyard/core/port/contract-harness";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createEventHistory } from "../history/event-history.ts";
import { type AwsWorld, createAwsWorld, type WireFault } from "../testing/aws-world.ts";
import { busOfWorld, withoutWaiting } from "../testing/bus-of-world.ts";
import { serviceError } from "../testing/event-bridge-service.ts";
import { overflowMessages } from "../testing/overflow-messages.ts";
import { awsServers } from "../testing/servers.ts";
import { createUnreliableServer } from "../testing/unreliable-server.ts";
import { sdkTableCalls } from "../table/sdk-table-calls.ts";
import { leanTableCalls } from "../table/lean-table-calls.ts";
import { createDynamodbClient } from "../dynamodb-client.ts";
import { createEventTable } from "./event-table.ts";
import type { EventBridgeBusOptions } from "./event-bridge-bus.ts";

let world: AwsWorld;
beforeEach(async () => {
  world = await createAwsWorld();
});
afterEach(() => world.close());

const expired: WireFault = () =>
  serviceError("ExpiredTokenException", "The security token included in the request is expired");

function setUp(options: Partial<EventBridgeBusOptions> = {}) {
  const made = busOfWorld(world, options);
  const { dynamodb, table, now } = world;
  const history = createEventHistory({ dynamodb, table, bodies: made.bodies, now, claimSeconds: 60 });
  return { ...made, history };
}

function publishedIds(): readonly string[] {
  return world.eventBridgeService.taken.map(({ Detail = "" }) => JSON.parse(Detail).id);
}

function stopEventBridge(code = "InternalException", status = 500): void {
  for (let calls = 0; calls < 100; calls++) {
    world.eventBridgeService.faults.push(() => serviceError(code, "no", status));
  }
}

function startEventBridge(): void {
  world.eventBridgeService.faults.length = 0;
}

describe("when EventBridge refuses", () => {
  test("the event goes to the overflow queue and is accepted", async () => {
    const { bus, history, notices } = setUp(withoutWaiting(world));
    stopEventBridge();
    const entry = busEntry({ providerId: "a" });

    expect(await bus.publish([entry])).toEqual([{ status: "accepted" }]);
    expect((await overflowMessages(world)).map(({ body }) => body)).toEqual([entry.text]);
    expect(notices).toContainEqual({ kind: "overflow_used", entries: 1, codes: ["InternalException"] });
    expect((await history.event(idOf("a")))?.id).toBe(idOf("a"));
    expect(await bus.publish([entry])).toEqual([{ status: "duplicate", conflict: false }]);
  });

  test("only what it refused goes to the overflow queue", async () => {
    const { bus } = setUp(withoutWaiting(world));
    world.eventBridgeService.faults.push((entries) =>
      Response.json({
        FailedEntryCount: 1,
        Entries: entries.map((_, index) =>
          index === 1 ? { ErrorCode: "MalformedDetail" } : { EventId: "x" },
        ),
      }),
    );

    const results = await bus.publish(["a", "b", "c"].map((providerId) => busEntry({ providerId })));

    expect(results.map(({ status }) => status)).toEqual(["accepted", "accepted", "accepted"]);
    expect((await overflowMessages(world)).map(({ body }) => JSON.parse(body).id)).toEqual([idOf("b")]);
  });

  test("and the overflow queue too, the event is refused and nothing of it is kept", async () => {
    const { bus, history, notices } = setUp(withoutWaiting(world));
    stopEventBridge();
    world.faults.sqs = expired;

    expect(await bus.publish([busEntry({ providerId: "a" })])).toEqual([
      { status: "refused", reason: "storage_failed" },
    ]);
    expect(await history.event(idOf("a"))).toBeUndefined();
    expect(notices.at(-1)).toMatchObject({ kind: "not_published", eventId: idOf("a") });
  });

  test("the provider's next try is a new one, not a duplicate", async () => {
    const { bus } = setUp(withoutWaiting(world));
    stopEventBridge();
    world.faults.sqs = expired;
    await bus.publish([busEntry({ providerId: "a" })]);
    startEventBridge();

    expect(await bus.publish([busEntry({ providerId: "a" })])).toEqual([{ status: "accepted" }]);
    expect(publishedIds()).toEqual([idOf("a")]);
  });

  test("some entries of a call and the overflow queue them too, the call is refused, and sent again publishes only those", async () => {
    const { bus } = setUp(withoutWaiting(world));
    const batch = ["a", "b", "c"].map((providerId) => busEntry({ providerId }));
    world.faults.sqs = expired;
    world.eventBridgeService.faults.push((entries) =>
      Response.json({
        FailedEntryCount: 1,
        Entries: entries.map((_, index) =>
          index === 1 ? { ErrorCode: "MalformedDetail" } : { EventId: "x" },
        ),
      }),
    );

    const refused = { status: "refused", reason: "storage_failed" };
    expect(await bus.publish(batch)).toEqual([refused, refused, refused]);
    world.faults.sqs = undefined;
    const again = await bus.publish(batch);

    expect(again.map(({ status }) => status)).toEqual(["duplicate", "accepted", "duplicate"]);
    expect(publishedIds()).toEqual([idOf("b")]);
  });

  test("a known event among refused ones stays a duplicate", async () => {
    const { bus } = setUp(withoutWaiting(world));
    await bus.publish([busEntry({ providerId: "a" })]);
    stopEventBridge();
    world.faults.sqs = expired;

    const results = await bus.publish([busEntry({ providerId: "a" }), busEntry({ providerId: "b" })]);

    expect(results.map(({ status }) => status)).toEqual(["duplicate", "refused"]);
  });

  test("the whole call ends within its budget, however long nobody answers", async () => {
    const { bus } = setUp({ budgetMilliseconds: 600 });
    world.eventBridgeService.faults.push(() => new Promise(() => undefined));
    world.faults.sqs = () => new Promise(() => undefined);
    const began = performance.now();

    const [result] = await bus.publish([busEntry({ providerId: "a" })]);

    expect(result?.status).toBe("refused");
    expect(performance.now() - began).toBeLessThan(10_000); // a client of its own would wait for twenty seconds
  });
});

describe("when the table does not answer", () => {
  test.each<[string, WireFault]>([
    ["throttled", () => serviceError("ProvisionedThroughputExceededException", "slow down")],
    ["an error of the service", () => serviceError("InternalServerError", "oops", 500)],
    [
      "a table that is not there",
      () => serviceError("ResourceNotFoundException", "Requested resource not found"),
    ],
    ["credentials that expired", expired],
    ["a network that is gone", () => Response.error()],
  ])("publishing goes on and the alarm is told: %s", async (_, fault) => {
    const { bus, notices } = setUp();
    world.faults.dynamodb = fault;

    expect(await bus.publish([busEntry({ providerId: "a" })])).toEqual([{ status: "accepted" }]);
    expect(publishedIds()).toEqual([idOf("a")]);
    expect(notices).toMatchObject([{ kind: "dedupe_unavailable", eventId: idOf("a") }]);
  });

  test("at all, publishing goes on before the sender's patience ends", async () => {
    const { bus, notices } = setUp({ budgetMilliseconds: 500 });
    world.faults.dynamodb = () => new Promise(() => undefined);
    const began = performance.now();

    expect(await bus.publish([busEntry({ providerId: "a" })])).toEqual([{ status: "accepted" }]);
    expect(performance.now() - began).toBeLessThan(10_000);
    expect(notices).toMatchObject([{ kind: "dedupe_unavailable", code: "TimeoutError" }]);
  });

  test("the entries of one call wait for it once, not each", async () => {
    const { bus } = setUp();
    let calls = 0;
    world.faults.dynamodb = (): Response => {
      calls += 1;
      return serviceError("ResourceNotFoundException", "Requested resource not found");
    };

    const results = await bus.publish(
      Array.from({ length: 40 }, (_, index) => busEntry({ providerId: `p${index}` })),
    );

    expect(results.every(({ status }) => status === "accepted")).toBe(true);
    expect(calls).toBeLessThanOrEqual(20);
  });

  test("only when it is to be told that the event is published, the event is accepted all the same", async () => {
    const { bus, notices, history } = setUp();
    world.eventBridgeService.faults.push(() => {
      world.faults.dynamodb = expired;
      return undefined;
    });

    expect(await bus.publish([busEntry({ providerId: "a" })])).toEqual([{ status: "accepted" }]);
    expect(notices).toMatchObject([{ kind: "history_unavailable", eventId: idOf("a") }]);
    world.faults.dynamodb = undefined;
    world.advance(61);
    expect((await history.events({ limit: 10 })).rows.map(({ id }) => id)).toEqual([idOf("a")]);
  });

  test.each([
    ...(["reset", "lose", "hang"] as const).map((trouble) => ["its own calls", trouble] as const),
    ...(["reset", "lose", "hang"] as const).map((trouble) => ["the SDK's client", trouble] as const),
  ])("in time about the first write, the claim is known as its own: by %s, %s", async (by, trouble) => {
    const servers = await awsServers();
    const server = await createUnreliableServer(async (request) => {
      const { pathname } = new URL(request.url);
      const headers = { ...Object.fromEntries(request.headers), connection: "close" };
      return await fetch(`${servers.dynamodbEndpoint}${pathname}`, {
        method: "POST",
        headers,
        body: await request.text(),
      });
    });
    const options = {
      region: "us-east-1",
      credentials: async () => ({ accessKeyId: "test", secretAccessKey: "test" }),
      endpoint: server.endpoint,
      requestTimeoutMilliseconds: 1_000,
      now: Date.now,
      random: Math.random,
      sleep: async () => undefined,
    };
    const dynamodb = createDynamodbClient(options);
    const calls = by === "its own calls" ? leanTableCalls(options) : sdkTableCalls(dynamodb);
    const { bus, notices } = setUp({ table: createEventTable({ calls, table: world.table }) });
    await bus.publish([busEntry({ providerId: "first" })]); // the hour is noted: what comes next is the claim
    server.troubles.push(trouble);

    expect(await bus.publish([busEntry({ providerId: "a" })])).toEqual([{ status: "accepted" }]);
    expect(publishedIds()).toEqual([idOf("first"), idOf("a")]);
    expect(notices).toEqual([]);
    dynamodb.destroy();
    server.close();
  });
});

describe("the same event several times in one call", () => {
  test("is accepted once; the copies are duplicates", async () => {
    const { bus, history } = setUp();

    const results = await bus.publish([
      busEntry({ providerId: "a", original: { amount: 1 } }),
      busEntry({ providerId: "a", original: { amount: 1 } }),
      busEntry({ providerId: "a", original: { amount: 2 } }),
    ]);

    expect(results).toEqual([
      { status: "accepted" },
      { status: "duplicate", conflict: false },
      { status: "duplicate", conflict: true },
    ]);
    expect(publishedIds()).toEqual([idOf("a")]);
    expect(await history.event(idOf("a"))).toMatchObject({ duplicates: 2, conflicts: 1 });
  });

  test("is refused in every copy when it is refused", async () => {
    const { bus } = setUp(withoutWaiting(world));
    stopEventBridge();
    world.faults.sqs = expired;

    const results = await bus.publish([busEntry({ providerId: "a" }), busEntry({ providerId: "a" })]);

    expect(results.map(({ status }) => status)).toEqual(["refused", "refused"]);
  });
});
