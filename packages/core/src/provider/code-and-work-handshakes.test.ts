import { describe, expect, test } from "vitest";
import type { Json } from "../event.ts";
import { createIntake, type IntakeResult } from "../ingest/intake.ts";
import type { Provider } from "../provider.ts";
import { defineRouter } from "../router/define-router.ts";
import { source } from "../router/source.ts";
import { signWebhook } from "../testing/sign-webhook.ts";
import { asana } from "./asana.ts";
import { azureEventGrid } from "./azure-event-grid.ts";
import { bitbucket } from "./bitbucket.ts";
import { cloudevents } from "./cloudevents.ts";
import { figma } from "./figma.ts";
import { monday } from "./monday.ts";
import { notion } from "./notion.ts";
import { supabaseAuthHook } from "./supabase-auth-hook.ts";
import { tailscale } from "./tailscale.ts";
import { trello } from "./trello.ts";

const now = new Date("2026-01-01T00:00:00Z");
const secret = "a shared secret";
const router = defineRouter({
  sources: {
    asana: source(asana),
    azure: source(azureEventGrid),
    bitbucket: source(bitbucket),
    cloudevents: source(cloudevents),
    figma: source(figma),
    monday: source(monday),
    notion: source(notion),
    tailscale: source(tailscale),
    trello: source(trello),
  },
  consumers: {},
});
const intake = createIntake({ router, secrets: () => [secret], now: () => now });

interface Question {
  readonly method?: string;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly payload?: Json;
}

async function ask(name: string, { method = "POST", query = "", headers = {}, payload }: Question) {
  const body = Buffer.from(payload === undefined ? "" : JSON.stringify(payload));
  return await intake(name, {
    method,
    url: `https://hooks.example.com/webhooks/${name}${query}`,
    headers,
    body,
  });
}

async function send(provider: Provider, body: string, headers: Record<string, string> = {}) {
  const url = `https://hooks.example.com/webhooks/${provider.id}`;
  return await intake(provider.id, await signWebhook(provider, { secret, url, body, now, headers }));
}

function names(result: IntakeResult): unknown {
  return result.kind === "events"
    ? result.entries.map(({ event }) => [event.providerid, event.providertype])
    : result;
}

const refused = { kind: "refused", refusal: { code: "signature_invalid" } };

describe("asana: the secret of the first request", () => {
  const hookSecret = "b537207f20cbfa02357cf448134da559";

  test("goes back in its header, and nothing else does", async () => {
    expect(await ask("asana", { headers: { "x-hook-secret": hookSecret }, payload: {} })).toEqual({
      kind: "handshake",
      answer: { status: 200, headers: { "x-hook-secret": hookSecret } },
    });
  });

  test.each(["short", "a\r\nset-cookie: a=b", "<script>alert(1)</script>", "a".repeat(200)])(
    "is not reflected when it cannot be one: %j",
    async (value) => {
      expect(await ask("asana", { headers: { "x-hook-secret": value }, payload: {} })).toMatchObject(refused);
    },
  );

  test("does not pass off a signed request as a handshake", async () => {
    const headers = { "x-hook-secret": hookSecret, "x-hook-signature": "00".repeat(32) };

    expect(await ask("asana", { headers, payload: { events: [] } })).toMatchObject(refused);
  });

  test("a heartbeat is taken, and is no event", async () => {
    expect(await send(asana, '{"events":[]}')).toMatchObject({ kind: "events", entries: [] });
  });
});

describe("monday.com: the challenge", () => {
  test("comes back as JSON, told not to be taken for anything else", async () => {
    expect(
      await ask("monday", { payload: { challenge: "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7" } }),
    ).toEqual({
      kind: "handshake",
      answer: {
        status: 200,
        headers: { "content-type": "application/json", "x-content-type-options": "nosniff" },
        body: '{"challenge":"3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7"}',
      },
    });
  });

  test.each([{ challenge: "<b>" }, { challenge: 7 }, { challenge: "abc", event: {} }, { challenge: "" }])(
    "is none: %j",
    async (payload) => {
      expect(await ask("monday", { payload })).toMatchObject(refused);
    },
  );
});

test("trello: HEAD is answered, GET is not", async () => {
  expect(await ask("trello", { method: "HEAD" })).toEqual({ kind: "handshake", answer: { status: 200 } });
  expect(await ask("trello", { method: "GET" })).toMatchObject({ refusal: { code: "method_not_allowed" } });
});

describe("notion: the verification token", () => {
  test("is answered and not repeated", async () => {
    expect(await ask("notion", { payload: { verification_token: "secret_tMrlL1" } })).toEqual({
      kind: "handshake",
      answer: { status: 200 },
    });
  });

  test.each([
    { payload: { verification_token: "secret_tMrlL1", type: "page.created" } },
    { payload: { verification_token: "x" }, headers: { "x-notion-signature": "sha256=00" } },
    { payload: { type: "page.created" } },
  ])("an unsigned event is refused: %j", async (question) => {
    expect(await ask("notion", question)).toMatchObject(refused);
  });
});

describe("figma: the passcode", () => {
  const payload = {
    event_type: "FILE_DELETE",
    passcode: secret,
    file_key: "k",
    timestamp: "2026-01-01T00:00:00Z",
  };

  test("is asked of a ping too", async () => {
    const ping = { event_type: "PING", passcode: secret };

    expect(await ask("figma", { payload: ping })).toEqual({ kind: "handshake", answer: { status: 200 } });
    expect(await ask("figma", { payload: { ...ping, passcode: "other" } })).toMatchObject(refused);
  });

  test("does not go on with the event, which is otherwise whole", async () => {
    const result = await ask("figma", { payload });

    const [entry] = result.kind === "events" ? result.entries : [];
    const { passcode: _secret, ...rest } = payload;
    expect(JSON.parse(entry?.text ?? "{}")).toMatchObject({ type: "file.deleted", data: { original: rest } });
    expect(entry?.text).not.toContain(secret);
  });

  test.each([
    ["header_missing", {}],
    ["header_malformed", { passcode: 7 }],
    ["signature_mismatch", { passcode: "other" }],
    ["signature_malformed", { passcode: "" }],
  ])("%s for %j", async (reason, fields) => {
    expect(await ask("figma", { payload: { event_type: "FILE_DELETE", ...fields } })).toEqual({
      kind: "refused",
      refusal: { code: "signature_invalid", reason },
    });
  });
});

describe("azure event grid: questions about the endpoint", () => {
  const query = `?token=${encodeURIComponent(secret)}`;
  const validation = [
    {
      id: "2d1781af",
      eventType: "Microsoft.EventGrid.SubscriptionValidationEvent",
      data: { validationCode: "512d38b6-c7b8-40c8-89fe-f46f9e9622b6" },
    },
  ];
  const headers = { "webhook-request-origin": "eventgrid.azure.net" };

  test("are answered to those who know the secret", async () => {
    expect(await ask("azure", { query, payload: validation })).toMatchObject({
      kind: "handshake",
      answer: { status: 200, body: '{"validationResponse":"512d38b6-c7b8-40c8-89fe-f46f9e9622b6"}' },
    });
    expect(await ask("azure", { method: "OPTIONS", query, headers })).toMatchObject({
      kind: "handshake",
      answer: { status: 200, headers: { "webhook-allowed-origin": "*" } },
    });
  });

  test("and to nobody else", async () => {
    expect(await ask("azure", { payload: validation })).toMatchObject(refused);
    expect(await ask("azure", { query: "?token=other", payload: validation })).toMatchObject(refused);
    expect(await ask("azure", { method: "OPTIONS", headers })).toMatchObject({
      refusal: { code: "method_not_allowed" },
    });
    expect(await ask("azure", { method: "OPTIONS", query: `${query}&token=other`, headers })).toMatchObject({
      refusal: { code: "method_not_allowed" },
    });
  });
});

describe("cloudevents", () => {
  const authorization = `Bearer ${secret}`;
  const ce = { "ce-specversion": "1.0", "ce-id": "7", "ce-source": "/orders", "ce-type": "order.made" };

  test("OPTIONS allows any origin, and promises a rate only when asked", async () => {
    const origin = { "webhook-request-origin": "<b>" };

    expect(await ask("cloudevents", { method: "OPTIONS", headers: origin })).toEqual({
      kind: "handshake",
      answer: { status: 200, headers: { allow: "POST", "webhook-allowed-origin": "*" } },
    });
    expect(
      await ask("cloudevents", { method: "OPTIONS", headers: { ...origin, "webhook-request-rate": "120" } }),
    ).toMatchObject({ answer: { headers: { "webhook-allowed-rate": "*" } } });
  });

  test.each([
    ["application/json", '{"a":1}', { data: { a: 1 } }],
    ["application/json", "[1,2]", { data: [1, 2] }],
    ["text/plain; charset=utf-8", "Zoë", { data: "Zoë" }],
    ["application/octet-stream", "\u0001", { data_base64: "AQ==" }],
    ["application/json", "", {}],
  ])("binary mode: %s %j", async (contentType, body, data) => {
    const headers = { authorization, "content-type": contentType, ...ce, "ce-subject": "Z%C3%BCrich" };
    const url = "https://hooks.example.com/webhooks/cloudevents";
    const result = await intake("cloudevents", { method: "POST", url, headers, body: Buffer.from(body) });

    const [entry] = result.kind === "events" ? result.entries : [];
    const attributes = {
      specversion: "1.0",
      id: "7",
      source: "/orders",
      type: "order.made",
      subject: "Zürich",
    };
    expect(JSON.parse(entry?.text ?? "{}")).toMatchObject({
      subject: "Zürich",
      providerid: "/orders#7",
      data: { original: { ...attributes, datacontenttype: contentType, ...data } },
    });
  });

  test("a batch is many events, and one source's ids are not another's", async () => {
    const event = { specversion: "1.0", id: "1", type: "a" };
    const headers = { authorization, "content-type": "application/cloudevents-batch+json" };
    const payload = [
      { ...event, source: "/a" },
      { ...event, source: "/b" },
    ];

    expect(names(await ask("cloudevents", { headers, payload }))).toEqual([
      ["/a#1", "a"],
      ["/b#1", "a"],
    ]);
  });

  test("an event in the domain's own words is that domain event", async () => {
    const data = { customerId: "c_1", email: "ada@example.com" };
    const headers = { authorization, "content-type": "application/cloudevents+json" };
    const payload = { specversion: "1.0", id: "1", source: "/a", type: "customer.created", data };

    expect(await ask("cloudevents", { headers, payload })).toMatchObject({
      entries: [{ event: { type: "customer.created", subject: "c_1" } }],
    });
  });
});

describe("one request, many events", () => {
  test("bitbucket: each branch of a push, with an id of its own", async () => {
    const change = (name: string) => ({
      old: null,
      new: { type: "branch", name, target: { hash: "5f3b" } },
      created: true,
      closed: false,
      forced: false,
      commits: [],
    });
    const push = { changes: [change("main"), change("next")] };
    const body = JSON.stringify({ repository: { uuid: "{1}", full_name: "acme/shop" }, push });

    const result = await send(bitbucket, body, { "x-event-key": "repo:push", "x-request-uuid": "r" });

    expect(names(result)).toEqual([
      ["r:0", "repo:push"],
      ["r:1", "repo:push"],
    ]);
    const texts = result.kind === "events" ? result.entries.map(({ text }) => JSON.parse(text)) : [];
    expect(texts).toMatchObject([
      {
        type: "code.pushed",
        data: { branch: "main", created: true, original: { push: { changes: [change("main")] } } },
      },
      { type: "code.pushed", data: { branch: "next", original: { push: { changes: [change("next")] } } } },
    ]);
  });

  test("tailscale: each event of the list, and an empty list is none", async () => {
    const body = '[{"type":"nodeCreated","timestamp":"2026-01-01T00:00:00Z"},{"type":"nodeDeleted"}]';

    expect(names(await send(tailscale, body))).toMatchObject([
      [expect.stringMatching(/^nodeCreated:/), "nodeCreated"],
      [expect.stringMatching(/^nodeDeleted:/), "nodeDeleted"],
    ]);
    expect(await send(tailscale, "[]")).toMatchObject({ kind: "events", entries: [] });
  });
});

test.each([
  [{ email_data: {}, user: { id: "1" } }, "send-email"],
  [{ sms: { otp: "1" }, user: { id: "1" } }, "send-sms"],
  [{ claims: {}, user_id: "1" }, "custom-access-token"],
  [{ factor_id: "f", user_id: "1", valid: true }, "mfa-verification-attempt"],
  [{ user_id: "1", valid: false }, "password-verification-attempt"],
  [{ metadata: { name: "before-user-created" }, user: { id: "1" } }, "before-user-created"],
  [{}, "unknown"],
] as const)("supabase auth hook: %j is %s", (payload, type) => {
  const request = { method: "POST", url: "https://hooks.example.com/", headers: {}, body: new Uint8Array() };

  const identity = supabaseAuthHook.identify({
    payload,
    whole: payload,
    index: 0,
    header: () => undefined,
    request,
  });

  expect(identity.type).toBe(type);
});
