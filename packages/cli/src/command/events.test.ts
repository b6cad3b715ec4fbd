import { eventRecord } from "@hookyard/core/operator/operator-records";
import type { EventQuery } from "@hookyard/core/operator/operator";
import { describe, expect, test, vi } from "vitest";
import { createTestIo } from "../testing/test-io.ts";

const failing = eventRecord({
  id: "evt_2",
  type: "stripe.radar.early_fraud_warning.created",
  providertype: "radar.early_fraud_warning.created",
  duplicates: 2,
  deliveries: [
    { consumer: "fulfil-order", state: "dead" },
    { consumer: "notify-team", state: "scheduled" },
  ],
  mismatch: { type: "payment.succeeded", issues: [{ path: "amount", message: "is missing" }] },
  history: [
    {
      id: "evt_2:fulfil-order",
      consumer: "fulfil-order",
      state: "dead",
      replay: 1,
      running: false,
      reason: "permanent",
      attempts: [
        {
          number: 1,
          startTime: "2026-05-01T10:00:00.000Z",
          endTime: "2026-05-01T10:00:30.000Z",
          outcome: "timeout",
          replay: 0,
        },
        {
          number: 2,
          startTime: "2026-05-01T11:00:00.000Z",
          endTime: "2026-05-01T11:00:00.020Z",
          outcome: "failed",
          error: { name: "PermanentError", message: "no such order" },
          replay: 1,
        },
      ],
    },
    {
      id: "evt_2:notify-team",
      consumer: "notify-team",
      state: "scheduled",
      replay: 0,
      dueTime: "2026-05-01T12:00:09.000Z",
      running: false,
      attempts: [],
    },
  ],
});

describe("events list", () => {
  test("is what `events` does, newest first", async () => {
    const { run, out } = createTestIo({ records: { events: [eventRecord({ id: "evt_1" }), failing] } });

    expect(await run("events")).toBe(0);
    expect(out().split("\n").slice(1, 3)).toEqual([
      "2026-05-01T10:00:00Z  evt_2  stripe.radar.early_fraud_warning.created  stripe  pi_1     1 scheduled, 1 dead, sent 3 times",
      "2026-05-01T10:00:00Z  evt_1  payment.succeeded                         stripe  pi_1     1 done",
    ]);
  });

  test("--json answers the events and the next page's cursor", async () => {
    const events = [eventRecord({ id: "evt_1" }), eventRecord({ id: "evt_2" })];
    const { run, out } = createTestIo({ records: { events } });

    await run("events", "--limit", "1", "--json");

    expect(JSON.parse(out())).toMatchObject({ events: [{ id: "evt_2" }], next: "1" });
  });

  test("every filter reaches the operator", async () => {
    const events = vi.fn<(query: EventQuery) => Promise<{ rows: [] }>>(async () => ({ rows: [] }));
    const { run } = createTestIo({ operator: { events } });

    const one = ["--source", "stripe", "--type", "payment.*", "--subject", "pi_1", "--provider-id", "evt_x"];
    await run("events", "list", ...one, "--since", "2h", "--until", "1h", "--state", "dead", "--cursor", "7");

    expect(events).toHaveBeenCalledWith({
      limit: 20,
      source: "stripe",
      type: "payment.*",
      subject: "pi_1",
      providerId: "evt_x",
      since: "2026-05-01T10:00:00.000Z",
      until: "2026-05-01T11:00:00.000Z",
      state: "dead",
      cursor: "7",
    });
  });

  test("on a terminal says how to see more", async () => {
    const events = [eventRecord({ id: "evt_1" }), eventRecord({ id: "evt_2" })];
    const { run, out } = createTestIo({ records: { events }, isTTY: true });

    await run("events", "--limit", "1", "--type", "payment.*");

    expect(out()).toContain("More: npx hookyard events --type 'payment.*' --limit 1 --cursor 1\n");
    expect(out()).toContain("npx hookyard events show evt_2\n");
  });

  test("an empty history says what to do first", async () => {
    const { run, out } = createTestIo();

    await run("events");

    expect(out()).toBe("No events yet. Send one with: npx hookyard trigger <source>\n");
  });
});

describe("events show", () => {
  test("shows each delivery with its attempts, and where a replay began", async () => {
    const { run, out } = createTestIo({ records: { events: [failing] } });

    expect(await run("events", "show", "evt_2")).toBe(0);
    expect(out()).toContain(
      [
        "✗ fulfil-order  dead: permanent",
        "    2026-05-01T10:00:00Z  attempt 1  timeout after 30 s",
        "    replay 1",
        "    2026-05-01T11:00:00Z  attempt 2  failed after 20 ms  PermanentError: no such order",
        "… notify-team  scheduled, next attempt 2026-05-01T12:00:09Z (in 9 s)",
        "",
      ].join("\n"),
    );
    expect(out()).toContain("duplicates     2: sent again by the provider, delivered once\n");
    expect(out()).toContain("mismatch       not a payment.succeeded: amount: is missing\n");
  });

  test("shows the domain fields and leaves the payload to --json", async () => {
    const event = eventRecord({ id: "evt_1" });
    const data = { amount: 1999, original: { secretly: "long" } };
    const records = { events: [{ ...event, event: { ...event.event, data } }] };
    const people = createTestIo({ records });
    const program = createTestIo({ records });

    await people.run("events", "show", "evt_1");
    await program.run("events", "show", "evt_1", "--json");

    expect(people.out()).toContain('data\n  {\n    "amount": 1999\n  }\n  All of it: add --json\n');
    expect(JSON.parse(program.out())).toMatchObject({ id: "evt_1", event: { data } });
  });

  test("shows the payload of an event that has no fields of its own, cut when it is long", async () => {
    const event = eventRecord({ id: "evt_1" });
    const data = {
      original: Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`field${index}`, index])),
    };
    const { run, out } = createTestIo({
      records: { events: [{ ...event, event: { ...event.event, data } }] },
    });

    await run("events", "show", "evt_1");

    expect(out()).toContain("the provider's payload\n");
    expect(out()).toContain('"field38": 38,\n  …\n');
    expect(out()).not.toContain("field39");
  });

  test("shows how it came: the request's first line and its headers", async () => {
    const request = {
      method: "POST",
      url: "https://hooks.example.com/webhooks/stripe",
      headers: [
        ["User-Agent", "Stripe/1.0"],
        ["Stripe-Signature", "[redacted]"],
      ],
      secretIndex: 1,
    } as const;
    const { run, out } = createTestIo({ records: { events: [eventRecord({ id: "evt_1", request })] } });

    await run("events", "show", "evt_1");

    expect(out()).toContain(`request
  POST https://hooks.example.com/webhooks/stripe
  User-Agent        Stripe/1.0
  Stripe-Signature  [redacted]
  verified by secret 2 of the source, not by its newest
`);
  });

  test("an unknown id exits 1", async () => {
    const { run, err } = createTestIo();

    expect(await run("events", "show", "evt_9")).toBe(1);
    expect(err()).toBe("error: There is no event evt_9 here. List what there is with: npx hookyard events\n");
  });
});

describe("events tail", () => {
  test("shows what comes in from now on until Ctrl-C, one JSON object a line", async () => {
    const news = [eventRecord({ id: "evt_2" }), eventRecord({ id: "evt_3", type: "refund.created" })];
    const test = createTestIo({
      records: { events: [eventRecord({ id: "evt_1" })] },
      wait: async () => {
        const [next] = news.splice(0, 1);
        if (next === undefined) test.stop();
        else test.state.events.push(next);
      },
    });

    expect(await test.run("events", "tail", "--json")).toBe(0);
    const lines = test.out().trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ id: "evt_2" }, { id: "evt_3" }]);
    expect(test.err()).toBe("");
  });

  test("shows only the type and source that were asked for", async () => {
    const events = [
      eventRecord({ id: "evt_1", type: "payment.succeeded" }),
      eventRecord({ id: "evt_2", type: "payment.failed", source: "stripe-eu" }),
      eventRecord({ id: "evt_3", type: "refund.created" }),
    ];
    const test = createTestIo({
      operator: { eventsAfter: async () => ({ rows: events, cursor: "3" }) },
      wait: async () => test.stop(),
    });

    await test.run("events", "tail", "--type", "payment.*", "--source", "stripe");

    expect(test.out()).toBe("2026-05-01T10:00:00Z  evt_1  stripe  payment.succeeded  pi_1  → fulfil-order\n");
  });

  test("says so when nothing can come in", async () => {
    const { run, err } = createTestIo({ mode: "stopped" });

    expect(await run("events", "tail")).toBe(2);
    expect(err()).toContain("npx hookyard start");
  });
});
