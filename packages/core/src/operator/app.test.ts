import { describe, expect, test, vi } from "vitest";
import { ConfigError } from "../errors.ts";
import { createOperatorApp } from "./app.ts";
import { createMemoryOperator } from "./memory-operator.ts";
import { eventRecord, letterRecord, refusedRecord } from "./operator-records.ts";
import type { Operator } from "./operator.ts";

const token = "a-token-for-tests";
const authorization = `Bearer ${token}`;

function appOf(operator: Operator = createMemoryOperator().operator) {
  const app = createOperatorApp({ operator, token });
  return (path: string, init: RequestInit = {}) =>
    app.request(path, {
      ...init,
      headers: { authorization, ...Object.fromEntries(new Headers(init.headers)) },
    });
}

function post(body: unknown, contentType = "application/json"): RequestInit {
  return { method: "POST", headers: { "content-type": contentType }, body: JSON.stringify(body) };
}

describe("who is let in", () => {
  test.each([
    undefined,
    "",
    "Bearer",
    "Bearer wrong",
    `Basic ${token}`,
    `Bearer ${token}x`,
    `Bearer ${token} x`,
  ])("the authorization %j is refused", async (value) => {
    const app = createOperatorApp({ operator: createMemoryOperator().operator, token });

    const response = await app.request(
      "/v1/overview",
      value === undefined ? {} : { headers: { authorization: value } },
    );

    expect(response.status).toBe(401);
    expect(response.headers.get("www-authenticate")).toContain("Bearer");
    expect(await response.json()).toMatchObject({ code: "unauthorized" });
  });

  test.each([
    "evil.example",
    "evil.example:3001",
    "127.0.0.1.evil.example",
    "localhost.evil.example",
    "192.168.0.9",
    "",
  ])("the host %j is refused before the token is looked at", async (host) => {
    const response = await appOf()("/v1/overview", { headers: { host } });

    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ code: "host_refused" });
  });

  test.each(["localhost", "localhost:3001", "127.0.0.1:3001", "127.1.2.3", "[::1]:3001"])(
    "the host %s is this machine",
    async (host) => {
      expect((await appOf()("/v1/overview", { headers: { host } })).status).toBe(200);
    },
  );

  test("an empty token is refused when the app is made", () => {
    expect(() => createOperatorApp({ operator: createMemoryOperator().operator, token: "" })).toThrow(
      RangeError,
    );
  });

  test("no other site is allowed in by CORS", async () => {
    const response = await appOf()("/v1/overview", { headers: { origin: "https://evil.example" } });

    expect([...response.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
  });

  test("nothing that is answered may be kept by a cache", async () => {
    const headers = [await appOf()("/v1/overview"), await appOf()("/v1/nothing")].map((one) => one.headers);

    expect(headers.map((one) => one.get("cache-control"))).toEqual(["no-store", "no-store"]);
  });
});

describe("paths and methods", () => {
  test("an unknown path says so", async () => {
    const response = await appOf()("/v1/nothing");

    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: "route_unknown" });
  });

  test.each([
    ["GET", "/v1/dead-letters/discard", 404, null],
    ["DELETE", "/v1/dead-letters", 405, "GET, HEAD"],
    ["PUT", "/v1/dead-letters/discard", 405, "GET, HEAD, POST"],
    ["GET", "/v1/refused/retry", 404, null],
    ["DELETE", "/v1/refused", 405, "GET, HEAD"],
    ["OPTIONS", "/v1/overview", 405, "GET, HEAD"],
  ])("%s %s answers %i", async (method, path, status, allow) => {
    const response = await appOf()(path, { method });

    expect([response.status, response.headers.get("allow")]).toEqual([status, allow]);
  });

  test("an id that is unknown is not_found", async () => {
    const response = await appOf()("/v1/events/evt_nope");

    expect([response.status, response.headers.get("content-type")]).toEqual([
      404,
      "application/problem+json",
    ]);
    expect(await response.json()).toMatchObject({ code: "not_found" });
  });
});

describe("bad input is refused, naming the field", () => {
  test.each([
    ["/v1/overview?x=1", "x"],
    ["/v1/events?limit=0", "limit"],
    ["/v1/events?limit=1001", "limit"],
    ["/v1/events?limit=5&limit=6", "limit"],
    ["/v1/events?limit=1e2", "limit"],
    ["/v1/events?since=yesterday", "since"],
    ["/v1/events?until=2026-02-30T00:00:00Z", "until"],
    ["/v1/events?state=lost", "state"],
    ["/v1/events?type=pay*ment", "type"],
    ["/v1/events?sorce=stripe", "sorce"],
    ["/v1/events?__proto__=x", "__proto__"],
    ["/v1/events?cursor=", "cursor"],
    ["/v1/events/tail?limit=1", "limit"],
    ["/v1/events/evt_1?verbose=1", "verbose"],
    ["/v1/dead-letters?ids=evt_1:a", "ids"],
    ["/v1/dead-letters?id=", "id.0"],
    ["/v1/dead-letters/groups?limit=5", "limit"],
    ["/v1/refused?id=evt_1", "id.0"],
    ["/v1/refused?since=yesterday", "since"],
    ["/v1/refused?sorce=stripe", "sorce"],
    ["/v1/refused/ref_1?verbose=1", "verbose"],
  ])("GET %s", async (path, field) => {
    const response = await appOf()(path);

    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: "request_invalid", errors: [{ field }] });
  });

  test.each([
    [{ limit: 1 }, "filter"],
    [{ filter: {} }, "limit"],
    [{ filter: {}, limit: "1" }, "limit"],
    [{ filter: {}, limit: 1.5 }, "limit"],
    [{ filter: [], limit: 1 }, "filter"],
    [{ filter: null, limit: 1 }, "filter"],
    [{ filter: { consumer: "" }, limit: 1 }, "filter.consumer"],
    [{ filter: { consumers: "a" }, limit: 1 }, "filter.consumers"],
    [{ filter: { ids: [] }, limit: 1 }, "filter.ids"],
    [{ filter: { since: "2026-05-01" }, limit: 1 }, "filter.since"],
    [{ filter: {}, limit: 1, dryRun: true }, "dryRun"],
    ["all of them", ""],
  ])("POST replay %j", async (body, field) => {
    const response = await appOf()("/v1/dead-letters/replay", post(body));

    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: "request_invalid", errors: [{ field }] });
  });

  test("an unknown field is answered with the known ones", async () => {
    const response = await appOf()("/v1/events/after?from=1");

    expect(await response.json()).toMatchObject({
      detail: "`from` is not known; known are limit, cursor.",
      errors: [{ field: "from", message: "is not known; known are limit, cursor" }],
    });
  });

  test("more ids than one request may name are refused", async () => {
    const ids = Array.from({ length: 101 }, (_, index) => `evt_${index}:fulfil-order`);

    const response = await appOf()("/v1/dead-letters/replay", post({ filter: { ids }, limit: 1 }));

    expect(await response.json()).toMatchObject({
      code: "request_invalid",
      errors: [{ field: "filter.ids" }],
    });
  });

  test("a discard without a reason changes nothing", async () => {
    const { operator, state } = createMemoryOperator({ letters: [letterRecord({ eventId: "evt_1" })] });

    const response = await appOf(operator)("/v1/dead-letters/discard", post({ filter: {}, limit: 1 }));

    expect(response.status).toBe(400);
    expect(state.letters).toHaveLength(1);
  });

  test("a body that is not JSON is refused", async () => {
    const init = { method: "POST", headers: { "content-type": "application/json" }, body: "{" };

    expect(await (await appOf()("/v1/dead-letters/replay", init)).json()).toMatchObject({
      code: "request_invalid",
    });
  });

  test("what a form of another site can send is refused", async () => {
    const response = await appOf()("/v1/dead-letters/replay", post({ filter: {}, limit: 1 }, "text/plain"));

    expect(response.status).toBe(415);
  });

  test("a body over the limit is refused", async () => {
    const response = await appOf()("/v1/dead-letters/replay", post("x".repeat(70_000)));

    expect(response.status).toBe(413);
  });
});

describe("what goes wrong behind it", () => {
  test("an error thrown on purpose keeps its code", async () => {
    const overview = () => Promise.reject(new ConfigError("the router is gone"));

    const response = await appOf({ ...createMemoryOperator().operator, overview })("/v1/overview");

    expect(response.status).toBe(500);
    expect(await response.json()).toMatchObject({ code: "config_invalid", detail: "the router is gone" });
  });

  test("a bug shows nothing of itself to the caller and everything to the log", async () => {
    const bug = new TypeError("cannot read whsec_123");
    const onError = vi.fn<(error: unknown) => void>();
    const operator = { ...createMemoryOperator().operator, overview: () => Promise.reject(bug) };
    const app = createOperatorApp({ operator, token, onError });

    const response = await app.request("/v1/overview", { headers: { authorization } });

    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain("whsec");
    expect(onError).toHaveBeenCalledWith(bug);
  });
});

describe("tail", () => {
  const events = ["evt_1", "evt_2", "evt_3"].map((id) => eventRecord({ id }));

  test("goes on from a cursor, one event per line, the page's cursor on its last", async () => {
    const { operator } = createMemoryOperator({ events });

    const response = await appOf(operator)("/v1/events/tail?cursor=1");
    const reader = readerOf(response);

    expect(response.headers.get("content-type")).toBe("application/x-ndjson");
    const rows = (await reader.read())
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(rows).toMatchObject([{ event: { id: "evt_2" } }, { event: { id: "evt_3" }, cursor: "3" }]);
    await reader.cancel();
  });

  test("speaks server-sent events to who asks for them, and goes on from Last-Event-ID", async () => {
    const { operator } = createMemoryOperator({ events });

    const headers = { accept: "text/event-stream", "last-event-id": "2" };
    const reader = readerOf(await appOf(operator)("/v1/events/tail?cursor=0", { headers }));

    expect(await reader.read()).toMatch(/^id: 3\ndata: \{.*"id":"evt_3".*\}\n\n$/);
    await reader.cancel();
  });

  test("without a cursor shows what comes from now on, and waits between its looks", async () => {
    const { operator, state } = createMemoryOperator({ events: [...events] });
    const wait = vi.fn<() => Promise<void>>(async () => void state.events.push(eventRecord({ id: "evt_4" })));
    const app = createOperatorApp({ operator, token, wait });

    const reader = readerOf(await app.request("/v1/events/tail", { headers: { authorization } }));

    expect(await reader.read()).toContain("evt_4");
    expect(wait).toHaveBeenCalledTimes(1);
    await reader.cancel();
  });

  test("says at once and now and then where to go on from, so that a quiet line stays open", async () => {
    const wait = vi.fn<() => Promise<void>>(async () => {});
    const app = createOperatorApp({ operator: createMemoryOperator().operator, token, wait });

    const headers = { authorization, accept: "text/event-stream" };
    const reader = readerOf(await app.request("/v1/events/tail", { headers }));

    expect(await reader.read()).toBe("id: 0\n\n");
    expect(wait).not.toHaveBeenCalled();
    expect(await reader.read()).toBe("id: 0\n\n");
    expect(wait).toHaveBeenCalledTimes(60);
    await reader.cancel();
  });

  test("reads nothing ahead for a reader that does not read", async () => {
    const { operator } = createMemoryOperator({ events });
    const eventsAfter = vi.fn<Operator["eventsAfter"]>((cursor, limit) =>
      operator.eventsAfter(cursor, limit),
    );

    const response = await appOf({ ...operator, eventsAfter })("/v1/events/tail?cursor=0");

    expect(eventsAfter).not.toHaveBeenCalled();
    await response.body?.cancel();
  });

  test("stops looking when its reader goes away", async () => {
    const { operator } = createMemoryOperator();
    let waiting: AbortSignal | undefined;
    const wait = (_milliseconds: number, signal: AbortSignal) =>
      new Promise<void>((resolve) => {
        waiting = signal;
        signal.addEventListener("abort", () => resolve());
      });
    const app = createOperatorApp({ operator, token, wait });
    const reader = readerOf(await app.request("/v1/events/tail", { headers: { authorization } }));

    const pending = reader.read();
    await vi.waitUntil(() => waiting !== undefined, 20_000);
    await reader.cancel();

    expect(waiting?.aborted).toBe(true);
    expect(await pending).toBe("");
  });
});

function readerOf(response: Response): { read(): Promise<string>; cancel(): Promise<void> } {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  return {
    read: async () => decoder.decode((await reader?.read())?.value),
    cancel: async () => reader?.cancel(),
  };
}

describe("refused requests", () => {
  test.each([
    ["retry", "ref_1"],
    ["discard", "ref_1"],
    ["retry", "ref_s12_git-hub"],
    ["discard", "ref_s12_git-hub"],
  ])("%s takes named ids as JSON, such as %s, and nothing else", async (what, id) => {
    const { operator, state } = createMemoryOperator({
      refused: [refusedRecord({ id })],
      corrected: [id],
    });
    const app = appOf(operator);

    const path = `/v1/refused/${what}`;
    expect((await app(path, post({ ids: [id] }, "text/plain"))).status).toBe(415);
    for (const body of [{}, { ids: [] }, { ids: id }, { ids: [id], all: true }, { ids: ["1"] }])
      expect((await app(path, post(body))).status).toBe(400);
    expect(state.refused).toHaveLength(1);
    expect((await app(path, post({ ids: [id] }))).status).toBe(200);
    expect(state.refused).toEqual([]);
  });
});
