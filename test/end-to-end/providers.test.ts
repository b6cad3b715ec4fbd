import { CloudEvent } from "cloudevents";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eventually } from "../support/eventually.ts";
import { askOperator, runHookyard } from "../support/hookyard-process.ts";
import { type FiveProviders, signed, startFiveProviders } from "./five-providers.ts";
import { bodyMarker, compose, githubSender, hugeId, type Sender, senders, stripeSender } from "./senders.ts";

let hookyard: FiveProviders;
beforeAll(async () => {
  hookyard = await startFiveProviders();
});
afterAll(() => hookyard.remove());

const refusal = {
  type: "about:blank",
  title: "The request could not be verified",
  status: 401,
  code: "signature_invalid",
};

/** The event's id as Hookyard says it, or as its consumer got it where the sender is told nothing. */
async function eventIdOf(sender: Sender, body: string): Promise<string> {
  const payload = readOriginal(body);
  const all = await eventually(
    () => hookyard.received().filter(({ event }) => sameOriginal(event.data, payload)),
    (found) => found.length > 0,
    { what: `the event of ${sender.source} at a consumer` },
  );
  return all[0]?.event.id ?? "";
}

/** As a consumer sees what was sent: whole numbers beyond 2^53 as text. */
function readOriginal(body: string): unknown {
  return JSON.parse(body.replace(`"huge":${hugeId}`, `"huge":"${hugeId}"`));
}

function sameOriginal(data: unknown, payload: unknown): boolean {
  const original =
    typeof data === "object" && data !== null && "original" in data ? data.original : undefined;
  return JSON.stringify(original) === JSON.stringify(payload);
}

function receivedOf(id: string) {
  return hookyard.received().filter(({ event }) => event.id === id);
}

function settled(id: string) {
  return eventually(
    () => askOperator(hookyard.dataDirectory, (operator) => operator.event(id)),
    (found) => found !== undefined && found.history.every(({ state }) => state === "done"),
    { what: `the deliveries of ${id} to be done` },
  );
}

async function sourceReport({ source }: Sender) {
  const reports = await askOperator(hookyard.dataDirectory, (operator) => operator.sources());
  return reports.find((report) => report.source === source);
}

/** How many lines of the log say that a source was refused for a reason. */
function refusalLines(sender: Sender, reason: string): number {
  const isIt = (record: Readonly<Record<string, unknown>>): boolean =>
    record["event"] === "refused" && sameFields(record["fields"], { source: sender.source, reason });
  return hookyard.printed.records().filter(isIt).length;
}

function sameFields(fields: unknown, wanted: Readonly<Record<string, string>>): boolean {
  return Object.entries(wanted).every(
    ([name, value]) => typeof fields === "object" && fields !== null && Reflect.get(fields, name) === value,
  );
}

/** Refused without a word about why, and with the reason in the log. */
async function expectRefused(sender: Sender, reason: string, send: () => Promise<Response>): Promise<void> {
  const lines = refusalLines(sender, reason);
  const accepted = (await sourceReport(sender))?.accepted;

  const response = await send();

  expect(response.status).toBe(401);
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  expect(await response.json()).toEqual(refusal);
  await eventually(
    () => refusalLines(sender, reason),
    (count) => count === lines + 1,
    { what: `the line about ${reason}` },
  );
  expect((await sourceReport(sender))?.accepted).toBe(accepted);
}

describe.each(senders.map((sender) => [sender.provider.id, sender] as const))("%s", (_id, sender) => {
  test("what its SDK signs is accepted and arrives as the typed event it is", async () => {
    const delivery = await signed(sender);

    const response = await hookyard.send(sender.source, delivery);

    expect(response.status).toBe(200);
    const text = await response.text();
    const id = await eventIdOf(sender, delivery.body);
    expect(text).toBe(sender.isAnsweredEmpty === true ? "" : JSON.stringify({ id, status: "accepted" }));
    await settled(id);
    const received = receivedOf(id);
    expect(received.map(({ consumer }) => consumer).toSorted()).toEqual(["read-fields", "record"]);
    expect(received.find(({ consumer }) => consumer === "read-fields")?.fields).toEqual(sender.fields);
    for (const { event } of received) {
      expect(event).toMatchObject({
        id: expect.stringMatching(/^evt_[0-9a-f]{32}$/),
        source: `/webhooks/${sender.source}`,
        type: sender.type,
        provider: sender.provider.id,
        data: { original: readOriginal(delivery.body) },
      });
    }
  });

  test("every event is valid by the official CloudEvents SDK", async () => {
    const delivery = await signed(sender);

    await hookyard.send(sender.source, delivery);

    const id = await eventIdOf(sender, delivery.body);
    for (const { event } of receivedOf(id)) {
      const cloudEvent = new CloudEvent<unknown>({ ...event }, true);
      expect(cloudEvent.validate()).toBe(true);
      expect(cloudEvent.toJSON()).toMatchObject({ id, type: sender.type, specversion: "1.0" });
    }
  });

  test("the same delivery again is a duplicate and is not delivered twice", async () => {
    const delivery = await signed(sender);
    const first = await hookyard.send(sender.source, delivery);
    const id = await eventIdOf(sender, delivery.body);
    await settled(id);

    const again = await hookyard.send(sender.source, delivery);

    expect([first.status, again.status]).toEqual([200, 200]);
    const text = await again.text();
    expect(text).toBe(sender.isAnsweredEmpty === true ? "" : JSON.stringify({ id, status: "duplicate" }));
    // What comes later has come: the duplicate, had it been handed out, would have been before it.
    const later = await signed(sender);
    await hookyard.send(sender.source, later);
    await settled(await eventIdOf(sender, later.body));
    expect(receivedOf(id)).toHaveLength(2);
    expect(await settled(id)).toMatchObject({ duplicates: 1, conflicts: 0 });
  });

  test("the same id with another body is a duplicate for the sender and a conflict for the operator", async () => {
    const unsigned = compose(sender);
    const other = { ...unsigned, body: unsigned.body.replace(bodyMarker, `${bodyMarker}, changed`) };
    await hookyard.send(sender.source, await signed(sender, { unsigned }));
    const id = await eventIdOf(sender, unsigned.body);

    const response = await hookyard.send(sender.source, await signed(sender, { unsigned: other }));

    expect(response.status).toBe(200);
    const text = await response.text();
    expect(text).toBe(sender.isAnsweredEmpty === true ? "" : JSON.stringify({ id, status: "duplicate" }));
    const found = await settled(id);
    expect(found).toMatchObject({
      conflicts: 1,
      event: { data: { original: readOriginal(unsigned.body) } },
      conflicting: [{ event: { id, data: { original: readOriginal(other.body) } } }],
    });
  });

  test("a body that was changed is refused, and only the operator learns why", async () => {
    const { headers, body } = await signed(sender);

    await expectRefused(sender, "signature_mismatch", () =>
      hookyard.send(sender.source, { headers, body: body.replace(bodyMarker, bodyMarker.toUpperCase()) }),
    );
  });

  test("what a stranger signed is refused, and only the operator learns why", async () => {
    const delivery = await signed(sender, { secret: sender.strangerSecret });

    await expectRefused(sender, "signature_mismatch", () => hookyard.send(sender.source, delivery));
  });

  test("what is not signed at all is refused, and only the operator learns why", async () => {
    const delivery = compose(sender);

    await expectRefused(sender, "header_missing", () => hookyard.send(sender.source, delivery));
  });

  test.each(["secret", "previousSecret"] as const)(
    "while a secret is rotated, the %s verifies",
    async (which) => {
      const delivery = await signed(sender, { secret: sender[which] });

      const response = await hookyard.send(sender.source, delivery);

      expect(response.status).toBe(200);
    },
  );

  test("what is rightly signed and no JSON is refused as malformed", async () => {
    const unsigned = { ...compose(sender), body: `{"marker":"${bodyMarker}"` };
    const delivery = await signed(sender, { unsigned });

    const response = await hookyard.send(sender.source, delivery);

    expect(response.status).toBe(400);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(await response.json()).toMatchObject({ status: 400, code: "body_malformed" });
  });
});

describe.each(
  senders.filter(({ signsTime }) => signsTime).map((sender) => [sender.provider.id, sender] as const),
)("the time that %s signs", (_id, sender) => {
  const aside = (seconds: number): Date => new Date(Date.now() + seconds * 1000);

  test.each([
    ["too old", -330, "timestamp_stale"],
    ["too far in the future", 330, "timestamp_in_future"],
  ])("%s is refused, and only the operator learns why", async (_what, seconds, reason) => {
    const delivery = await signed(sender, { at: aside(seconds) });

    await expectRefused(sender, reason, () => hookyard.send(sender.source, delivery));
  });

  test.each([-270, 270])("%i seconds off is accepted", async (seconds) => {
    const delivery = await signed(sender, { at: aside(seconds) });

    expect((await hookyard.send(sender.source, delivery)).status).toBe(200);
  });
});

test("a conflict is shown by the command line, with both bodies", async () => {
  const unsigned = compose(stripeSender);
  const other = { ...unsigned, body: unsigned.body.replace(bodyMarker, `${bodyMarker}, changed`) };
  await hookyard.send("stripe", await signed(stripeSender, { unsigned }));
  await hookyard.send("stripe", await signed(stripeSender, { unsigned: other }));
  const id = await eventIdOf(stripeSender, unsigned.body);

  const { exitCode, out } = await runHookyard([
    "events",
    "show",
    id,
    "--data",
    hookyard.dataDirectory,
    "--json",
  ]);

  expect(exitCode).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    id,
    conflicts: 1,
    conflicting: [{ event: { data: { original: readOriginal(other.body) } } }],
  });
});

test("what Stripe changes between two sendings of one event is no conflict", async () => {
  const { headers, body } = compose(stripeSender);
  const pending = (count: number) => body.replace(/"pending_webhooks":\d+/, `"pending_webhooks":${count}`);
  const send = async (count: number) =>
    hookyard.send("stripe", await signed(stripeSender, { unsigned: { headers, body: pending(count) } }));
  expect(body).toContain('"pending_webhooks":');

  await send(7);
  const again = await (await send(3)).json();

  expect(again).toMatchObject({ status: "duplicate" });
  const id = await eventIdOf(stripeSender, pending(7));
  expect(await settled(id)).toMatchObject({ duplicates: 1, conflicts: 0, conflicting: [] });
});

test("what GitHub sends as a form arrives as the JSON inside it", async () => {
  const { headers, body } = compose(githubSender);
  const form = new URLSearchParams({ payload: body }).toString();
  const unsigned = {
    headers: { ...headers, "content-type": "application/x-www-form-urlencoded" },
    body: form,
  };

  const response = await hookyard.send("github-acme", await signed(githubSender, { unsigned }));

  expect(response.status).toBe(200);
  expect(await settled(await eventIdOf(githubSender, body))).toMatchObject({ type: "code.pushed" });
});

test("nothing secret was printed: no secret, no signature, nothing of a body", () => {
  expect(hookyard.leaked()).toEqual([]);
  expect(hookyard.printed.records().length).toBeGreaterThan(50);
});
