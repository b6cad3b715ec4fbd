import { createMemoryOperator } from "@hookyard/core/operator/memory-operator";
import type { AuditAction, AuditEntry, AuditTrail } from "@hookyard/core/operator/audit";
import { eventRecord, letterRecord } from "@hookyard/core/operator/operator-records";
import { defineRouter, source } from "@hookyard/core";
import { stripe } from "@hookyard/core/provider/stripe";
import { afterEach, describe, expect, test } from "vitest";
import { consoleKeys } from "./access.ts";
import { type Console, createConsole } from "./console.ts";

const keys = consoleKeys("a secret for tests");
const router = defineRouter({
  sources: { stripe: source(stripe, { sensitive: ["data.original.card.number"] }) },
  consumers: {},
});
const cardNumber = "4242424242424242";
const start = new Date("2026-05-01T10:00:00Z");

/** A trail in a list: the engine's own is tested with the engine. */
function listTrail(): AuditTrail & { readonly actions: AuditAction[]; readonly outcomes: string[] } {
  const actions: AuditAction[] = [];
  const outcomes: string[] = [];
  return {
    actions,
    outcomes,
    begin: async (action) => String(actions.push(action)),
    end: async (_id, outcome) => void outcomes.push(outcome),
    entries: async () => ({
      rows: actions.map((action, index): AuditEntry => ({ ...action, id: String(index), time: "" })),
    }),
  };
}

const opened: Console[] = [];
afterEach(() => {
  for (const each of opened.splice(0)) each.stop();
});

function world() {
  const event = eventRecord({ id: "evt_1" });
  const withCard = {
    ...event,
    source: "stripe",
    event: { ...event.event, data: { original: { card: { number: cardNumber } }, amount: 5 } },
  };
  const memory = createMemoryOperator({ events: [withCard], letters: [letterRecord({ eventId: "evt_1" })] });
  const trail = listTrail();
  const time = { now: start };
  const made = createConsole({
    operator: memory.operator,
    audit: trail,
    keys,
    router,
    now: () => time.now,
    onError: (error) => {
      throw error;
    },
    bundle: async () => {
      const asset = {
        type: "text/plain",
        body: new Uint8Array(),
        gzip: new Uint8Array(),
        brotli: new Uint8Array(),
      };
      return { script: { ...asset, name: "main-a.js" }, style: { ...asset, name: "main-b.css" } };
    },
  });
  opened.push(made);
  const host = "127.0.0.1:3001";
  const own = {
    host,
    "x-hookyard-console": "1",
    origin: `http://${host}`,
    "content-type": "application/json",
  };
  const send = (path: string, init: RequestInit = {}): Promise<Response> =>
    Promise.resolve(
      made.fetch(
        new Request(`http://${host}${path}`, {
          ...init,
          headers: { ...own, ...Object.fromEntries(new Headers(init.headers)) },
        }),
      ),
    );
  const logIn = async (key: string): Promise<string> => {
    const answer = await send("/console/api/login", { method: "POST", body: JSON.stringify({ key }) });
    return answer.headers.get("set-cookie")?.split(";")[0] ?? "";
  };
  return { ...memory, trail, send, logIn, time, link: made.link };
}

const replay = { method: "POST", body: JSON.stringify({ filter: {}, limit: 1 }) };

describe("who is let in", () => {
  test("the link holds the key in its fragment, which no server is sent", () => {
    const link = new URL(world().link("http://127.0.0.1:3001"));

    expect([link.pathname, link.search, link.hash]).toEqual(["/console/", "", `#key=${keys.operator}`]);
  });

  test("a key is exchanged for a cookie that scripts and other sites do not get", async () => {
    const { send } = world();

    const answer = await send("/console/api/login", {
      method: "POST",
      body: JSON.stringify({ key: keys.operator }),
    });

    expect(answer.headers.get("set-cookie")).toMatch(/HttpOnly.*SameSite=Strict|SameSite=Strict.*HttpOnly/);
    expect(answer.headers.get("set-cookie")).toContain("Path=/console");
    expect(answer.headers.get("set-cookie")).not.toContain(keys.operator);
  });

  test.each(["", "wrong", `${keys.operator}x`, keys.operator.slice(1)])(
    "the key %j is refused",
    async (key) => {
      const { send } = world();

      const answer = await send("/console/api/login", { method: "POST", body: JSON.stringify({ key }) });

      expect([answer.status, answer.headers.get("set-cookie")]).toEqual([401, null]);
    },
  );

  test("without a session nothing is told", async () => {
    const { send } = world();

    const answers = await Promise.all(
      ["/session", "/v1/overview", "/v1/events/tail", "/trends"].map((path) => send(`/console/api${path}`)),
    );

    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
  });

  test("a session that was changed is none", async () => {
    const { send, logIn } = world();
    const [name, value = ""] = (await logIn(keys.viewer)).split("=");
    const session = JSON.parse(Buffer.from(value.split(".")[0] ?? "", "base64url").toString());
    const forged = Buffer.from(JSON.stringify({ ...session, role: "operator" })).toString("base64url");

    const cookie = `${name}=${forged}.${value.split(".")[1]}`;

    expect((await send("/console/api/session", { headers: { cookie } })).status).toBe(401);
  });

  test("a session is over after twelve hours", async () => {
    const { send, logIn, time } = world();
    const cookie = await logIn(keys.operator);

    time.now = new Date(start.getTime() + 12 * 3_600_000 - 1);
    const before = await send("/console/api/session", { headers: { cookie } });
    time.now = new Date(start.getTime() + 12 * 3_600_000);
    const after = await send("/console/api/session", { headers: { cookie } });

    expect([before.status, after.status]).toEqual([200, 401]);
  });

  test("a viewer looks and changes nothing", async () => {
    const { send, logIn, state, trail } = world();
    const cookie = await logIn(keys.viewer);

    const looked = await send("/console/api/v1/overview", { headers: { cookie } });
    const acted = await send("/console/api/v1/dead-letters/replay", { ...replay, headers: { cookie } });

    expect([looked.status, acted.status]).toEqual([200, 403]);
    expect(state.letters).toHaveLength(1);
    expect(trail.actions.map(({ action }) => action)).toEqual(["login"]);
  });
});

describe("calls from elsewhere are refused, whatever cookie they carry", () => {
  test.each([
    ["without the page's header", { "x-hookyard-console": "" }],
    ["from another origin", { origin: "https://evil.example" }],
    ["from another port", { origin: "http://127.0.0.1:9999" }],
    ["from a sandboxed frame", { origin: "null" }],
    ["that the browser calls cross-site", { "sec-fetch-site": "cross-site" }],
    ["that the browser calls same-site", { "sec-fetch-site": "same-site" }],
  ])("%s", async (_what, headers) => {
    const { send, logIn, state } = world();
    const cookie = await logIn(keys.operator);

    const answer = await send("/console/api/v1/dead-letters/replay", {
      ...replay,
      headers: { cookie, ...headers },
    });

    expect(answer.status).toBe(403);
    expect(state.letters).toHaveLength(1);
  });

  test("its own page's are not, though what stands between has another name", async () => {
    const { send, logIn } = world();
    const cookie = await logIn(keys.operator);

    const answer = await send("/console/api/v1/dead-letters/replay", {
      ...replay,
      headers: { cookie, origin: "http://localhost:8080", "sec-fetch-site": "same-origin" },
    });

    expect(answer.status).toBe(200);
  });

  test("a name that is not this machine's is refused before anything is looked at", async () => {
    const { send } = world();

    expect((await send("/console/", { headers: { host: "evil.example" } })).status).toBe(403);
  });
});

test("nothing is changed by a GET", async () => {
  const { send, logIn, state } = world();
  const cookie = await logIn(keys.operator);

  const answers = await Promise.all(
    ["/v1/dead-letters/replay", "/v1/dead-letters/discard", "/events/evt_1/reveal", "/logout"].map((path) =>
      send(`/console/api${path}`, { headers: { cookie } }),
    ),
  );

  expect(answers.every(({ status }) => status === 404)).toBe(true);
  expect(state.letters).toHaveLength(1);
});

test.each(["/console/", "/console/events/evt_1", "/console/assets/main-a.js", "/console/api/session"])(
  "%s may be framed by nobody, runs nothing from elsewhere, and is taken for nothing else",
  async (path) => {
    const { headers } = await world().send(path);
    const policy = headers.get("content-security-policy");

    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain("unsafe");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  },
);

test("a change is in the trail with who made it and what came of it", async () => {
  const { send, logIn, trail } = world();
  const cookie = await logIn(keys.operator);

  await send("/console/api/v1/dead-letters/replay", { ...replay, headers: { cookie } });

  expect(trail.actions).toEqual([
    { who: "console", role: "operator", action: "login" },
    { who: "console", role: "operator", action: "dead-letters/replay", detail: '{"filter":{},"limit":1}' },
  ]);
  expect(trail.outcomes).toEqual(["done", "done"]);
});

describe("sensitive fields", () => {
  test("are masked, and named, until somebody reveals them, which is in the trail", async () => {
    const { send, logIn, trail } = world();
    const cookie = await logIn(keys.viewer);

    const shown = await (await send("/console/api/v1/events/evt_1", { headers: { cookie } })).text();
    const revealed = await send("/console/api/events/evt_1/reveal", { method: "POST", headers: { cookie } });

    expect(shown).not.toContain(cardNumber);
    expect(JSON.parse(shown)).toMatchObject({ masked: ["data.original.card.number"] });
    expect(await revealed.text()).toContain(cardNumber);
    expect(trail.actions).toMatchObject([
      { action: "login" },
      { action: "events/reveal", target: "evt_1", role: "viewer" },
    ]);
  });

  test.each([
    { data: { original: { card: { number: ["4242424242424242"] } } } },
    { data: { original: { card: [{ exists: true }] } } },
    { "data.original.card.number": [{ prefix: "4" }] },
    { $or: [{ data: { amount: [1] } }, { data: { original: { card: { number: [{ wildcard: "42*" }] } } } }] },
  ])("cannot be searched for: %j", async (where) => {
    const { send, logIn } = world();
    const cookie = await logIn(keys.operator);

    const listed = await send(`/console/api/v1/events?where=${encodeURIComponent(JSON.stringify(where))}`, {
      headers: { cookie },
    });
    const body = JSON.stringify({ filter: { where }, limit: 1 });
    const sent = await send("/console/api/v1/dead-letters/replay", {
      method: "POST",
      body,
      headers: { cookie },
    });

    expect([listed.status, sent.status]).toEqual([403, 403]);
  });

  test("a search for other fields goes through", async () => {
    const { send, logIn } = world();
    const cookie = await logIn(keys.viewer);

    const where = encodeURIComponent(JSON.stringify({ data: { amount: [5] } }));
    const answer = await send(`/console/api/v1/events?where=${where}`, { headers: { cookie } });

    expect(await answer.json()).toMatchObject({ rows: [{ id: "evt_1" }] });
  });
});
