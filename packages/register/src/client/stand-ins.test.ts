import { HttpResponse, http, type HttpHandler, type JsonBodyType } from "msw";
import { setupServer } from "msw/node";
import { ConfigError, defineRouter, source } from "@hookyard/core";
import { createEntries } from "@hookyard/core/ingest/entries";
import { providers } from "@hookyard/core/providers";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { clientFor } from "../clients.ts";
import { type LogCase, openLog, readAll } from "../testing/delivery-log.contract.ts";

const at = "2026-05-01T10:00:00.000Z";
const earlier = "2026-04-30T23:59:59.999Z";
const first = "2026-05-01T00:00:00.000Z";
const tooLate = "2026-05-02T00:00:00.000Z";

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledFrame: "error" }));
afterAll(() => server.close());
afterEach(() => server.resetHandlers());

const get = (url: string, answer: (query: URLSearchParams) => JsonBodyType): HttpHandler =>
  http.get(url, ({ request }) => HttpResponse.json(answer(new URL(request.url).searchParams)));

/** A log that stands for what was sent, with something in it of the first of May at ten. */
type StandIn = Omit<LogCase, "ids">;

const runsAt = "https://api.eu.onfido.com/v3.6/workflow_runs";
const run = (id: string, updated_at = at): JsonBodyType => ({
  id,
  status: "approved",
  created_at: earlier,
  updated_at,
});
const onfido: StandIn = {
  provider: "onfido",
  key: "onfido-token",
  settings: {},
  handlers: () => [get(runsAt, (query) => (query.get("page") === "1" ? [run("r1")] : []))],
};

const payloadsAt = "https://api.airtable.com/v0/bases/app1/webhooks/9/payloads";
const payload = (timestamp: string): JsonBodyType => ({
  timestamp,
  baseTransactionNumber: 4,
  payloadFormat: "v0",
});
const airtable: StandIn = {
  provider: "airtable",
  key: "pat.airtable",
  settings: { base: "app1" },
  handlers: () => [get(payloadsAt, () => ({ payloads: [payload(at)], cursor: 2, mightHaveMore: false }))],
};

const searchAt = "https://api.hubapi.com/crm/v3/objects/:kind/search";
const made = (id: string, createdate = at): { id: string; properties: { createdate: string } } => ({
  id,
  properties: { createdate },
});
const hubspot: StandIn = {
  provider: "hubspot",
  key: "pat-eu1-token",
  settings: { app: "77", objects: "contact" },
  asksBy: "post",
  handlers: () => [http.post(searchAt, () => HttpResponse.json({ total: 1, results: [made("5")] }))],
};

describe.each([onfido, airtable, hubspot])("what stands for $provider's webhooks", (one) => {
  const ask = http[one.asksBy ?? "get"];

  test("is waited for as long as the provider says, and asked for again where it fails", async () => {
    const once = { once: true } as const;
    server.use(...one.handlers());
    server.use(ask("*", () => HttpResponse.json({}, { status: 429, headers: { "retry-after": "7" } }), once));
    server.use(ask("*", () => new HttpResponse("oh no", { status: 500 }), once));
    const waits: number[] = [];

    const events = await readAll(openLog(one, (milliseconds) => waits.push(milliseconds)));

    expect(events).toHaveLength(1);
    expect(events[0]?.time.toISOString()).toBe(at);
    expect(waits).toContain(7000);
  });

  test.each([
    ["api_key_refused", () => HttpResponse.json({ message: "bad credentials" }, { status: 401 })],
    ["api_failed", () => HttpResponse.json({}, { status: 503 })],
    ["api_answer_invalid", () => HttpResponse.text("<html>")],
    ["api_answer_invalid", () => HttpResponse.json({ surprise: true })],
  ] as const)("ends with %s, and never as if there were none", async (code, answer) => {
    server.use(ask("*", answer));

    await expect(readAll(openLog(one))).rejects.toMatchObject({ code });
  });
});

describe("onfido's workflow runs", () => {
  test("are those that ended in the window, page by page, though they were made before it", async () => {
    const asked: URLSearchParams[] = [];
    server.use(
      get(runsAt, (query) => {
        asked.push(query);
        const pages: Record<string, JsonBodyType[]> = {
          "1": [run("late", tooLate), run("r1")],
          "2": [run("r2", first), run("early", earlier)],
        };
        return pages[query.get("page") ?? ""] ?? [];
      }),
    );

    const log = openLog(onfido);
    const events = await readAll(log);

    expect(events.map(({ type, subject }) => `${type} ${subject}`)).toEqual([
      "workflow_run.completed r1",
      "workflow_run.completed r2",
    ]);
    expect(log.hasBodies).toBe(false);
    expect(asked).toHaveLength(3);
    expect(asked[0]?.get("created_at_gt")).toBe("2026-04-24T00:00:00.000Z");
    expect(asked[0]?.get("created_at_lt")).toBe("2026-05-02T00:00:00.000Z");
  });

  test("that move to a later page while they are read come twice, and none is lost", async () => {
    const all = ["r1", "r2", "r3", "r4"].map((id) => run(id));
    server.use(
      get(runsAt, (query) => {
        const start = (Number(query.get("page")) - 1) * 2;
        const page = all.slice(start, start + 2);
        if (all.length < 6) all.unshift(run(`new${all.length}`, tooLate));
        return page;
      }),
    );

    const events = await readAll(openLog(onfido));

    expect(new Set(events.map(({ subject }) => subject))).toEqual(new Set(["r1", "r2", "r3", "r4"]));
  });
});

describe("airtable's payloads", () => {
  const play = (...pages: string[][]): (string | null)[] => {
    const cursors: (string | null)[] = [];
    server.use(
      get(payloadsAt, (query) => {
        cursors.push(query.get("cursor"));
        const index = Number(query.get("cursor") ?? 0);
        const own = pages[index] ?? [];
        return { payloads: own.map(payload), cursor: index + 1, mightHaveMore: index + 1 < pages.length };
      }),
    );
    return cursors;
  };

  test("are told of by one notification: that of the last change in the window", async () => {
    const cursors = play([earlier, first], [at], [tooLate], ["2026-05-03T00:00:00.000Z"]);

    const events = await readAll(openLog(airtable));

    expect(events).toMatchObject([
      { type: "notification", subject: "app1", time: new Date(at), isToldByLater: true },
    ]);
    expect(cursors).toEqual([null, "1", "2"]);
  });

  test("keep the last change in mind over pages that have none", async () => {
    play([first], []);

    expect((await readAll(openLog(airtable))).map(({ time }) => time.toISOString())).toEqual([first]);
  });

  test("of another time are nothing to tell", async () => {
    play([earlier], [tooLate]);

    expect(await readAll(openLog(airtable))).toEqual([]);
  });

  test("become the notification that would have come", async () => {
    play([at]);
    const [event] = await readAll(openLog(airtable));
    const router = defineRouter({ sources: { mine: source(providers.airtable) }, consumers: {} });
    const definition = router.sources["mine"];
    if (event?.request === undefined || definition === undefined) throw new TypeError("it has no body");

    const [entry] = createEntries({
      router,
      source: definition,
      request: {
        method: "POST",
        url: "http://localhost/webhooks/mine",
        headers: event.request.headers,
        body: Buffer.from(event.request.body),
      },
      receivedAt: new Date(at),
    });

    expect(entry?.event).toMatchObject({ providertype: "notification", subject: "app1", time: at });
    expect(JSON.parse(event.request.body)).toEqual({
      base: { id: "app1" },
      webhook: { id: "9" },
      timestamp: at,
    });
  });

  test("with a time that is none are no empty list", async () => {
    play(["yesterday"]);

    await expect(readAll(openLog(airtable))).rejects.toMatchObject({ code: "api_answer_invalid" });
  });
});

describe("hubspot's objects", () => {
  interface Search {
    readonly filterGroups: { readonly filters: { readonly operator: string; readonly value: string }[] }[];
    readonly after?: string;
    readonly limit: number;
  }
  /** Objects by kind, two a page, oldest first. */
  const play = (objects: Record<string, ReturnType<typeof made>[]>) => {
    const asked: string[] = [];
    server.use(
      http.post(searchAt, async ({ request, params }) => {
        expect(request.headers.get("authorization")).toBe("Bearer pat-eu1-token");
        const { filterGroups, after } = (await request.json()) as Search;
        const [from, until] = (filterGroups[0]?.filters ?? []).map(({ value }) => Number(value));
        const kind = String(params["kind"]);
        asked.push(`${kind} ${new Date(from ?? 0).toISOString()} ${after ?? 0}`);
        const found = (objects[kind] ?? []).filter(({ properties }) => {
          const time = Date.parse(properties.createdate);
          return time >= (from ?? 0) && time < (until ?? 0);
        });
        const start = Number(after ?? 0);
        const isMore = start + 2 < found.length;
        return HttpResponse.json({
          total: found.length,
          results: found.slice(start, start + 2),
          ...(isMore && { paging: { next: { after: String(start + 2) } } }),
        });
      }),
    );
    return asked;
  };

  test("are those that were made in the window, kind by kind, by the moment and not by a page's number", async () => {
    const later = "2026-05-01T11:00:00.000Z";
    const asked = play({
      contacts: [made("1", first), made("2"), made("3"), made("4", later), made("5", tooLate)],
      deals: [made("9")],
    });

    const log = openLog({ ...hubspot, settings: { app: "77" } });
    const events = await readAll(log);

    expect([...new Set(events.map(({ type, subject }) => `${type} ${subject}`))]).toEqual([
      "contact.creation 1",
      "contact.creation 2",
      "contact.creation 3",
      "contact.creation 4",
      "deal.creation 9",
    ]);
    for (const event of events) expect(event.otherTypes).toEqual(["object.creation"]);
    expect(log.hasBodies).toBe(false);
    expect(asked).toEqual([
      `contacts ${first} 0`,
      `contacts ${at} 0`,
      `contacts ${at} 2`,
      `companies ${first} 0`,
      `deals ${first} 0`,
    ]);
  });

  test("of kinds that there are not are a wrong setting", async () => {
    expect(() => openLog({ ...hubspot, settings: { app: "77", objects: "contact,planet" } })).toThrow(
      ConfigError,
    );
  });

  test("are asked for with an account's token, which knows no endpoints of the app", () => {
    const open = (key: string) =>
      clientFor("hubspot")?.open({
        source: "mine",
        key,
        settings: { app: "77" },
        fetch: globalThis.fetch,
        now: () => new Date(at),
        wait: async () => undefined,
        signal: new AbortController().signal,
      });

    expect(open("pat-eu1-token")?.endpoints).toBeUndefined();
    expect(open("pat-eu1-token")?.endpointsKey).toContain("hapikey");
    expect(open("a developer's key")?.endpoints).toBeDefined();
    expect(open("a developer's key")?.endpointsKey).toBeUndefined();
  });
});
