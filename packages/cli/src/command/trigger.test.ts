import { eventRecord } from "@hookyard/core/operator/operator-records";
import { repeatableBytes } from "@hookyard/core/testing";
import { describe, expect, test } from "vitest";
import { router } from "../../fixture/router.ts";
import { createTestIo, type TestIoOptions } from "../testing/test-io.ts";
import { createYard } from "../testing/yard.ts";

/** The real ingest API over a bus that only remembers ids, reached through the command's `fetch`. */
function createRememberingYard() {
  const secrets = new Map(
    Object.values(router.sources).map(({ name, provider }) => [
      name,
      provider.scheme.createSecret(repeatableBytes(name)),
    ]),
  );
  const verify = new Map([...secrets].map(([name, secret]) => [name, [secret.verify]]));
  const received: { readonly id: string; readonly type: string; readonly data: unknown }[] = [];
  const { app, engine } = createYard({
    router,
    verify: (source) => verify.get(source) ?? [],
    sign: (source) => secrets.get(source)?.sign,
    publish: async (entries) =>
      entries.map(({ event, text }) => {
        const known = received.some(({ id }) => id === event.id);
        if (!known) received.push(JSON.parse(text));
        return known ? { status: "duplicate", conflict: false } : { status: "accepted" };
      }),
  });
  const urls: string[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    urls.push(request.url);
    return app.request(request);
  };
  return { engine, fetch, received, urls };
}

let bytes = 0;
const random = (size: number) => repeatableBytes(`${(bytes += 1)}`)(size);

function world(options: TestIoOptions = {}) {
  const yard = createRememberingYard();
  const test = createTestIo({
    random,
    fetch: yard.fetch,
    ...options,
    engine: { ...yard.engine, ...options.engine },
  });
  return { ...test, ...yard };
}

describe("what is sent", () => {
  test("the provider's first sample, signed, is accepted", async () => {
    const { run, out, received } = world();

    expect(await run("trigger", "stripe")).toBe(0);
    expect(received).toMatchObject([{ type: "payment.succeeded" }]);
    expect(out().split("\n")).toEqual([
      "Stripe payment_intent.succeeded → http://127.0.0.1:3000/webhooks/stripe",
      `✓ 200 accepted  ${received[0]?.id}  0 ms`,
      `What became of it: npx hookyard events show ${received[0]?.id}`,
      "",
    ]);
  });

  test.each([
    ["stripe", "refund.created", "refund.succeeded"],
    ["github-acme", "code.pushed", "code.pushed"],
    ["slack", undefined, "message.received"],
  ])("%s %s, by the provider's name or the domain's", async (source, type, received) => {
    const test = world();

    expect(await test.run("trigger", source, ...(type === undefined ? [] : [type]))).toBe(0);
    expect(test.received).toMatchObject([{ type: received }]);
  });

  test("an answer without an id is shown with the id that follows from what was sent", async () => {
    const { run, out, received } = world();

    await run("trigger", "slack", "--json");

    expect(JSON.parse(out())).toMatchObject({ answers: [{ status: 200, id: received[0]?.id }] });
  });

  test("--set changes the payload", async () => {
    const { run, received } = world();

    await run(
      "trigger",
      "stripe",
      "--set",
      "data.object.amount_received=1200",
      "--set",
      "data.object.currency=usd",
    );

    expect(received).toMatchObject([
      { data: { original: { data: { object: { amount_received: 1200, currency: "usd" } } } } },
    ]);
  });

  test("--set inside a plain value is wrong usage", async () => {
    const { run, err } = world();

    expect(await run("trigger", "stripe", "--set", "id.inner=1")).toBe(2);
    expect(err()).toContain("cannot set id.inner");
  });

  test("--count sends as many new events, --rate at its pace", async () => {
    const { run, received, waits, out } = world();

    expect(await run("trigger", "stripe", "--count", "30", "--rate", "10/s", "--json")).toBe(0);
    expect(new Set(received.map(({ id }) => id)).size).toBe(30);
    expect(waits).toHaveLength(30);
    expect(JSON.parse(out()).answers).toHaveLength(30);
  });

  test("many are summed up for people", async () => {
    const { run, out } = world();

    await run("trigger", "stripe", "--count", "30");

    expect(out()).toContain("Sent 30 requests: 30 accepted.\n");
    expect(out().split("\n")).toHaveLength(4);
  });
});

describe("--tamper", () => {
  test.each(["signature", "clock", "body"])("%s is refused, as it should be", async (how) => {
    const { run, out, received } = world();

    expect(await run("trigger", "stripe", "--tamper", how)).toBe(0);
    expect(received).toEqual([]);
    expect(out()).toContain("✓ 401 signature_invalid  0 ms  as it should be\n");
  });

  test("duplicate is accepted and then recognised", async () => {
    const { run, out } = world();

    expect(await run("trigger", "stripe", "--tamper", "duplicate", "--json")).toBe(0);
    expect(JSON.parse(out())).toMatchObject({
      tamper: "duplicate",
      answers: [{ outcome: "accepted" }, { outcome: "duplicate" }],
      unexpected: 0,
    });
  });

  test.each(Object.keys(router.sources))(
    "order sends two events of %s, and both are accepted",
    async (source) => {
      const { run, out, received } = world();

      expect(await run("trigger", source, "--tamper", "order", "--json")).toBe(0);
      expect(JSON.parse(out())).toMatchObject({
        tamper: "order",
        answers: [{ outcome: "accepted" }, { outcome: "accepted" }],
      });
      expect(new Set(received.map(({ id }) => id)).size).toBe(2);
    },
  );

  test("clock is wrong usage where the provider signs no time", async () => {
    const { run, err } = world();

    expect(await run("trigger", "github-acme", "--tamper", "clock")).toBe(2);
    expect(err()).toContain("GitHub signs no time");
  });
});

describe("--handshake", () => {
  test("asks what Slack asks, and knows the answers that Slack wants", async () => {
    const { run, out, received } = world();

    expect(await run("trigger", "slack", "--handshake")).toBe(0);
    expect(out()).toContain("url_verification  ✓ 200 answered  0 ms\n");
    expect(out()).toContain("ssl_check  ✓ 200 answered  0 ms\n");
    expect(received).toEqual([]);
  });

  test("an answer that Slack would not take exits 1", async () => {
    const { run, out } = world({ fetch: async () => new Response("ok") });

    expect(await run("trigger", "slack", "--handshake", "--json")).toBe(1);
    expect(JSON.parse(out())).toMatchObject({
      handshakes: [
        { question: "url_verification", outcome: "answered wrongly", expected: false },
        { question: "ssl_check", expected: true },
      ],
      unexpected: 1,
    });
  });

  test("of a provider that asks nothing is wrong usage", async () => {
    const { run, err } = world();

    expect(await run("trigger", "stripe", "--handshake")).toBe(2);
    expect(err()).toContain("Stripe asks nothing before it sends");
  });

  test("takes no other request with it", async () => {
    const { run } = world();

    expect(await run("trigger", "slack", "--handshake", "--tamper", "body")).toBe(2);
    expect(await run("trigger", "slack", "message", "--handshake")).toBe(2);
  });
});

describe("what is not as it should be exits 1", () => {
  test.each([
    ["a forged webhook that is accepted", ["--tamper", "signature"], 200, "accepted"],
    ["a good webhook that is refused", [], 401, "signature_invalid"],
    ["an engine that cannot store", [], 503, "not_stored"],
    ["a duplicate that is not recognised", ["--tamper", "duplicate"], 200, "accepted"],
  ])("%s", async (_name, flags, status, outcome) => {
    const body = status === 200 ? { id: "evt_1", status: outcome } : { code: outcome };
    const { run, out, err } = world({ fetch: async () => Response.json(body, { status }) });

    expect(await run("trigger", "stripe", ...flags)).toBe(1);
    expect(out()).toContain(`✗ ${status} ${outcome}`);
    expect(out()).toContain("1 answer was not what it should be.");
    expect(err()).toBe("");
  });

  test("nobody there", async () => {
    const { run, out } = world({ fetch: () => Promise.reject(new TypeError("fetch failed")) });

    expect(await run("trigger", "stripe")).toBe(1);
    expect(out()).toContain("✗ unreachable");
    expect(out()).toContain("Nobody answers there. Is Hookyard running?");
  });

  test("Ctrl-C in the middle", async () => {
    const yard = createRememberingYard();
    const test = createTestIo({
      random,
      engine: yard.engine,
      fetch: async (...request) => {
        if (yard.received.length >= 4) test.stop();
        return yard.fetch(...request);
      },
    });

    expect(await test.run("trigger", "stripe", "--count", "1000")).toBe(1);
    expect(yard.received.length).toBeLessThan(50);
    expect(test.out()).toContain("Stopped before all were sent.");
  });
});

describe("where it is sent to", () => {
  test.each([
    ["http://example.test:8080", "http://example.test:8080/webhooks/stripe"],
    ["https://example.test/hooks/stripe?x=1", "https://example.test/hooks/stripe?x=1"],
  ])("--url %s", async (url, expected) => {
    const { run, urls } = world({ engine: { readOwner: () => undefined } });

    await run("trigger", "stripe", "--router", import.meta.filename, "--url", url);

    expect(urls).toEqual([expected]);
  });

  test.each([
    [{ readOwner: () => undefined }, "Hookyard is not running on /nowhere/.hookyard."],
    [
      { readSecrets: () => ({ verify: () => [], sign: () => undefined, origin: () => "none" as const }) },
      "HOOKYARD_SECRET_GITHUB_ACME",
    ],
  ])("what is missing is named", async (engine, said) => {
    const { run, err } = world({ engine });

    expect(await run("trigger", "github-acme", "--router", import.meta.filename)).toBe(2);
    expect(err()).toContain(said);
  });

  test.each([
    [[], "Which source? There are: stripe, github-acme, slack."],
    [["strip"], 'The router has no source "strip". Did you mean "stripe"?'],
    [
      ["stripe", "payment.suceeded"],
      'There is no Stripe sample of type "payment.suceeded". Did you mean "payment.succeeded"?',
    ],
    [["toString"], 'The router has no source "toString".'],
  ])("trigger %j", async (args, said) => {
    const { run, err } = world();

    expect(await run("trigger", ...args)).toBe(2);
    expect(err()).toContain(said);
  });
});

test("--list lists the types and what they become", async () => {
  const people = world();
  const program = world();

  expect(await people.run("trigger", "stripe", "--list")).toBe(0);
  await program.run("trigger", "github-acme", "--list", "--json");

  expect(people.out()).toMatch(/^TYPE +BECOMES\npayment_intent\.succeeded +payment\.succeeded\n/);
  expect(JSON.parse(program.out())).toMatchObject({
    source: "github-acme",
    provider: "github",
    types: expect.arrayContaining([{ type: "push", becomes: ["code.pushed"] }]),
  });
});

describe("--wait", () => {
  const delivery = { consumer: "count-payment", replay: 0, running: false, attempts: [] };

  function waiting(states: readonly ("scheduled" | "done" | "dead")[]) {
    let looks = 0;
    return world({
      operator: {
        event: async (id) => {
          const state = states[Math.min(looks, states.length - 1)] ?? "scheduled";
          looks += 1;
          return eventRecord({ id, history: [{ ...delivery, id: `${id}:count-payment`, state }] });
        },
      },
    });
  }

  test("waits until every delivery is decided", async () => {
    const { run, out, waits } = waiting(["scheduled", "scheduled", "done"]);

    expect(await run("trigger", "stripe", "--wait", "--json")).toBe(0);
    expect(JSON.parse(out())).toMatchObject({
      deliveries: [{ consumer: "count-payment", state: "done" }],
      settled: true,
    });
    expect(waits).toEqual([200, 200]);
  });

  test("a delivery that is dead exits 1", async () => {
    const { run, out } = waiting(["dead"]);

    expect(await run("trigger", "stripe", "--wait")).toBe(1);
    expect(out()).toContain("✗ count-payment  dead\n");
  });

  test("exits 1 when the time is up, with how it stands", async () => {
    const { run, out } = waiting(["scheduled"]);

    expect(await run("trigger", "stripe", "--wait", "--timeout", "2")).toBe(1);
    expect(out()).toContain("… count-payment  scheduled\n");
    expect(out()).toContain("Not all of it is decided after 2 seconds.\n");
  });
});
