import { busEntry } from "@hookyard/core/port/contract-harness";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createEventBridgeClient } from "../event-bridge-client.ts";
import { type AwsWorld, createAwsWorld } from "../testing/aws-world.ts";
import { type Fault, putEventsAnswer, serviceError } from "../testing/event-bridge-service.ts";
import { manualClock } from "../testing/manual-clock.ts";
import { createUnreliableServer, type Trouble } from "../testing/unreliable-server.ts";
import { eventBridgeEntry } from "./bus-entry.ts";
import type { LeanOptions } from "../json-call/lean-options.ts";
import { leanPutEventsCall } from "./lean-put-events-call.ts";
import type { PutEventsCall } from "./put-events-call.ts";
import { createPutEvents, type PutEvents } from "./put-events.ts";
import { sdkPutEventsCall } from "./sdk-put-events-call.ts";

let world: AwsWorld;
beforeEach(async () => {
  world = await createAwsWorld({ requestTimeoutMilliseconds: 1_000 });
});
afterEach(() => world.close());

const start = Date.parse("2026-11-21T00:00:00Z");

interface Way {
  readonly call: (options: LeanOptions) => PutEventsCall;
  readonly callOfWorld: (world: AwsWorld) => PutEventsCall;
  /** What a connection that ended without an answer is told as. */
  readonly lost: string;
}

const ways: readonly (readonly [string, Way])[] = [
  [
    "its own call",
    {
      call: leanPutEventsCall,
      callOfWorld: ({ putEventsCall }) => putEventsCall,
      lost: "ECONNRESET",
    },
  ],
  [
    "the SDK's client",
    {
      call: (options) => sdkPutEventsCall(createEventBridgeClient(options)),
      callOfWorld: ({ eventBridge }) => sdkPutEventsCall(eventBridge),
      lost: "TimeoutError",
    },
  ],
];

describe.each(ways)("PutEvents by %s", (_, { call, callOfWorld, lost }) => {
  function setUp(random = 0.5): {
    putEvents: PutEvents;
    clock: ReturnType<typeof manualClock>;
    codes: string[];
  } {
    const clock = manualClock(start, random);
    const codes: string[] = [];
    const putEvents = createPutEvents({
      ...clock,
      call: callOfWorld(world),
      onRetry: (retry) => codes.push(...retry.codes),
    });
    return { putEvents, clock, codes };
  }

  function entries(count: number, original: Readonly<Record<string, unknown>> = {}) {
    return Array.from({ length: count }, (_, index) =>
      eventBridgeEntry(world.bus, busEntry({ providerId: `p${index}`, original: { index, ...original } })),
    );
  }

  /** Refuses some of the entries of a request; the others are taken. */
  function failing(codes: readonly (string | undefined)[]): Fault {
    return (batch) =>
      putEventsAnswer(
        batch.map((_, index) =>
          codes[index] === undefined ? { EventId: `id-${index}` } : { ErrorCode: codes[index] },
        ),
      );
  }

  test("an entry says source, type, time and the event's own text", async () => {
    const { putEvents } = setUp();
    const entry = busEntry({ providerId: "a", source: "stripe-eu", type: "payment.failed" });

    await putEvents(
      [eventBridgeEntry(world.bus, entry, "Root=1-5759e988-bd862e3fe1be46a994272793")],
      start + 1000,
    );

    expect(world.eventBridgeService.taken).toEqual([
      {
        EventBusName: world.bus,
        Source: "hookyard.stripe-eu",
        DetailType: "payment.failed",
        Detail: entry.text,
        Time: Date.parse(entry.event.receivedtime) / 1000,
        TraceHeader: "Root=1-5759e988-bd862e3fe1be46a994272793",
      },
    ]);
  });

  describe("requests", () => {
    test("hold ten entries at most", async () => {
      const { putEvents } = setUp();

      const results = await putEvents(entries(23), start + 1000);

      expect(results).toHaveLength(23);
      expect(results.every(({ status }) => status === "put")).toBe(true);
      const sizes = world.eventBridgeService.requests.map(({ length }) => length);
      expect(sizes.sort((one, other) => one - other)).toEqual([3, 10, 10]);
    });

    test("hold 1 MB at most, counted in bytes of UTF-8", async () => {
      const { putEvents } = setUp();

      await putEvents(entries(4, { text: "é".repeat(150_000) }), start + 1000);

      expect(world.eventBridgeService.requests.map(({ length }) => length)).toEqual([3, 1]);
    });
  });

  describe("answers are read entry by entry", () => {
    test("only what failed is sent again, and results keep their order", async () => {
      const { putEvents, codes } = setUp();
      world.eventBridgeService.faults.push(
        failing([undefined, "ThrottlingException", undefined, "InternalFailure"]),
      );

      const results = await putEvents(entries(4), start + 1000);

      expect(results.map(({ status }) => status)).toEqual(["put", "put", "put", "put"]);
      expect(
        world.eventBridgeService.requests[1]?.map(
          ({ Detail = "" }) => JSON.parse(Detail).data.original.index,
        ),
      ).toEqual([1, 3]);
      expect(codes).toEqual(["ThrottlingException", "InternalFailure"]);
    });

    test("an entry without an id was not taken, whatever FailedEntryCount says", async () => {
      const { putEvents } = setUp();
      world.eventBridgeService.faults.push(() => putEventsAnswer([{ EventId: "x" }]));

      const results = await putEvents(entries(2), start + 1000);

      expect(results.map(({ status }) => status)).toEqual(["put", "put"]);
      expect(world.eventBridgeService.requests.map(({ length }) => length)).toEqual([2, 1]);
    });

    test("an entry that can never be taken is not tried again", async () => {
      const { putEvents } = setUp();
      world.eventBridgeService.faults.push(failing(["MalformedDetail", undefined]));

      expect(await putEvents(entries(2), start + 1000)).toEqual([
        { status: "failed", code: "MalformedDetail" },
        { status: "put" },
      ]);
      expect(world.eventBridgeService.requests).toHaveLength(1);
    });

    test("a request refused for its content is sent again entry by entry, so that one takes no other with it", async () => {
      const { putEvents } = setUp();
      const tooLarge = (): Response =>
        serviceError("ValidationException", "Total size of the entries in the request is over the limit.");
      world.eventBridgeService.faults.push(
        tooLarge,
        () => undefined,
        tooLarge,
        () => undefined,
      );

      const results = await putEvents(entries(3), start + 1000);

      expect(results).toEqual([
        { status: "put" },
        { status: "failed", code: "ValidationException" },
        { status: "put" },
      ]);
      expect(world.eventBridgeService.requests.map(({ length }) => length)).toEqual([3, 1, 1, 1]);
    });
  });

  describe("a whole call that fails", () => {
    const never = (): Promise<never> => new Promise(() => undefined);
    test.each([
      ["throttled", () => serviceError("ThrottlingException", "Rate exceeded")],
      ["an error of the service", () => serviceError("InternalException", "oops", 500)],
      ["a gateway's page", () => new Response("<html>502</html>", { status: 502 })],
      ["an answer that is no JSON", () => new Response("{", { status: 200 })],
      ["no answer", never],
    ])("is tried again when it was %s", async (_, fault) => {
      const { putEvents, codes } = setUp();
      world.eventBridgeService.faults.push(fault);

      expect(await putEvents(entries(2), start + 5000)).toEqual([{ status: "put" }, { status: "put" }]);
      expect(codes).toHaveLength(1);
    });

    test.each<Trouble>(["reset", "lose", "hang"])(
      "is tried again when its connection did this: %s",
      async (trouble) => {
        const server = await createUnreliableServer(world.eventBridgeService.handle);
        server.troubles.push(trouble);
        const clock = manualClock(start);
        const codes: string[] = [];
        const putEvents = createPutEvents({
          ...clock,
          call: call({
            ...clock,
            region: "us-east-1",
            credentials: async () => ({ accessKeyId: "test", secretAccessKey: "test" }),
            endpoint: server.endpoint,
            requestTimeoutMilliseconds: 1_000,
          }),
          onRetry: (retry) => codes.push(...retry.codes),
        });

        expect(await putEvents(entries(2), start + 5000)).toEqual([{ status: "put" }, { status: "put" }]);
        expect(codes).toEqual([trouble === "hang" ? "TimeoutError" : lost]);
        server.close();
      },
    );

    test.each([
      "ExpiredTokenException",
      "AccessDeniedException",
      "UnrecognizedClientException",
      "ResourceNotFoundException",
    ])("is given up at once with %s", async (code) => {
      const { putEvents, clock } = setUp();
      world.eventBridgeService.faults.push(() => serviceError(code, "no"));

      expect(await putEvents(entries(1), start + 1000)).toEqual([{ status: "failed", code }]);
      expect(clock.waits).toEqual([]);
    });

    test("a bus that is not there takes everything and keeps nothing, as the service does: nobody is told", async () => {
      const { putEvents } = setUp();
      const entry = eventBridgeEntry("another-bus", busEntry({ providerId: "a" }));

      expect(await putEvents([entry], start + 1000)).toEqual([{ status: "put" }]);
    });
  });

  describe("waits", () => {
    test("are exponential with full jitter, and end before the deadline", async () => {
      const { putEvents, clock } = setUp(0.5);
      for (let tries = 0; tries < 20; tries++) {
        world.eventBridgeService.faults.push(() => serviceError("ThrottlingException", "Rate exceeded"));
      }

      const results = await putEvents(entries(1), start + 2_000);

      expect(results).toEqual([{ status: "failed", code: "ThrottlingException" }]);
      expect(clock.waits).toEqual([25, 50, 100, 200, 400, 500, 500]);
      expect(clock.now()).toBeLessThan(start + 2_000);
    });

    test("a call that is not answered ends with the deadline, not with the socket", async () => {
      const clock = { ...manualClock(start), now: Date.now };
      const slow = await createAwsWorld();
      slow.eventBridgeService.faults.push(() => new Promise(() => undefined));
      const putEvents = createPutEvents({ ...clock, call: callOfWorld(slow) });
      const began = Date.now();

      const [result] = await putEvents(entries(1), began + 150);

      expect(result?.status).toBe("failed");
      expect(Date.now() - began).toBeLessThan(5_000);
      await slow.close();
    });
  });
});
