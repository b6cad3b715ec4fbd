import { createHash, createHmac } from "node:crypto";
import easypostSdk from "@easypost/api";
import Metronome from "@metronome/sdk";
import { validateEvent } from "@polar-sh/sdk/webhooks";
import coinbase from "coinbase-commerce-node";
import Lithic from "lithic";
import ModernTreasury from "modern-treasury";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Json } from "../event.ts";
import type { HandshakeQuestion, Provider } from "../provider.ts";
import { freshSecret, testProvider } from "../testing/provider.contract.ts";
import { verifyWebhook } from "../verify.ts";
import { airwallex } from "./airwallex.ts";
import { bigcommerce } from "./bigcommerce.ts";
import { cashfree } from "./cashfree.ts";
import { coinbaseCdp } from "./coinbase-cdp.ts";
import { coinbaseCommerce } from "./coinbase-commerce.ts";
import { easypost } from "./easypost.ts";
import { fastspring } from "./fastspring.ts";
import { intuit } from "./intuit.ts";
import { lithic } from "./lithic.ts";
import { metronome } from "./metronome.ts";
import { modernTreasury } from "./modern-treasury.ts";
import { onfleet } from "./onfleet.ts";
import { polar } from "./polar.ts";
import { recharge } from "./recharge.ts";
import { ripple } from "./ripple.ts";
import { woocommerce } from "./woocommerce.ts";
import { xero } from "./xero.ts";

const now = new Date("2026-01-01T00:00:00Z");
const url = "https://hooks.example.com/webhooks/source";

/** What @easypost/api 8.9.0 exports, which its types do not say. */
const EasyPost = easypostSdk as unknown as new (
  key: string,
) => {
  readonly Utils: {
    readonly validateWebhook: (
      body: Buffer,
      headers: Readonly<Record<string, string>>,
      secret: string,
    ) => unknown;
  };
}; // safe: see above, and the tests would fail

// Several of the libraries read the clock by themselves.
beforeAll(() => vi.useFakeTimers({ now }));
afterAll(() => vi.useRealTimers());

function mac(secret: string | Buffer, ...content: readonly string[]) {
  const hmac = createHmac("sha256", secret);
  for (const part of content) hmac.update(part);
  return hmac;
}

/** As the provider's library does: true, or thrown. */
function unlessThrown(check: () => unknown): boolean {
  check();
  return true;
}

testProvider({
  provider: coinbaseCommerce,
  secrets: [freshSecret(), freshSecret()],
  header: "x-cc-webhook-signature",
  sign: ({ body, secret }) => ({ "x-cc-webhook-signature": mac(secret, body).digest("hex") }),
  accepts: ({ body, secret, headers }) =>
    coinbase.Webhook.verifySigHeader(body, headers["x-cc-webhook-signature"] ?? "", secret),
});

testProvider({
  provider: modernTreasury,
  secrets: [freshSecret(), freshSecret()],
  header: "x-signature",
  sign: ({ body, secret }) => ({ "x-signature": mac(secret, body).digest("hex") }),
  accepts: ({ body, secret, headers }) =>
    new ModernTreasury({ apiKey: "unused", organizationID: "unused" }).webhooks.validateSignature(
      body,
      headers["x-signature"] ?? "",
      { key: secret },
    ),
});

testProvider({
  provider: easypost,
  secrets: ["sécret \u{1d4b3} ﬁ", freshSecret()],
  header: "x-hmac-signature",
  sign: ({ body, secret }) => ({
    "x-hmac-signature": `hmac-sha256-hex=${mac(secret.normalize("NFKD"), body).digest("hex")}`,
  }),
  accepts: ({ body, secret, headers }) =>
    unlessThrown(() =>
      new EasyPost("unused").Utils.validateWebhook(Buffer.from(body), { ...headers }, secret),
    ),
  notAccepted: ["a form", "nothing"], // it parses the body as JSON
});

testProvider({
  provider: metronome,
  secrets: [freshSecret(), freshSecret()],
  header: "metronome-webhook-signature",
  toleranceSeconds: 300,
  sign: ({ body, secret, at }) => ({
    "x-metronome-date": at.toUTCString(),
    "metronome-webhook-signature": mac(secret, `${at.toUTCString()}\n`, body).digest("hex"),
  }),
  accepts: ({ body, secret, headers }) =>
    unlessThrown(() =>
      new Metronome({ bearerToken: "unused" }).webhooks.verifySignature(body, { ...headers }, secret),
    ),
});

testProvider({
  provider: lithic,
  secrets: [
    `whsec_${Buffer.from(freshSecret()).toString("base64")}`,
    `whsec_${Buffer.from("other").toString("base64")}`,
  ],
  header: "webhook-signature",
  headers: { "webhook-id": "msg_1" },
  toleranceSeconds: 300,
  sign: ({ body, secret, at }) => ({
    "webhook-timestamp": String(at.getTime() / 1000),
    "webhook-signature": new Webhook(secret).sign("msg_1", at, body),
  }),
  accepts: ({ body, secret, headers }) =>
    unlessThrown(() =>
      new Lithic({ apiKey: "unused" }).webhooks.verifySignature(body, { ...headers }, secret),
    ),
  notAccepted: ["a form", "nothing"], // it parses the body as JSON
});

describe.each([polar, bigcommerce] as readonly Provider[])("$id takes the secret as text", (provider) => {
  testProvider({
    provider,
    secrets: [`polar_whs_${freshSecret()}`, freshSecret()],
    header: "webhook-signature",
    headers: { "webhook-id": "msg_1" },
    toleranceSeconds: 300,
    sign: ({ body, secret, at }) => ({
      "webhook-timestamp": String(at.getTime() / 1000),
      "webhook-signature": new Webhook(Buffer.from(secret).toString("base64")).sign("msg_1", at, body),
    }),
  });
});

test("what we sign Polar's own library believes: it only objects to what is inside", async () => {
  const secret = `polar_whs_${freshSecret()}`;
  const body = Buffer.from('{"type":"a.type.that.it.does.not.know","text":"Zoë 👩‍🚀"}');
  const input = { method: "POST", url, body, secret, now, settings: {}, headers: { "webhook-id": "msg_1" } };
  const { headers } = await polar.scheme.sign(input);

  expect(() => validateEvent(body, { ...headers }, secret)).toThrow(/type|event/i);
  expect(() => validateEvent(body, { ...headers }, "other")).toThrow(/signature/i);
});

testProvider({
  provider: cashfree,
  secrets: [freshSecret(), freshSecret()],
  header: "x-webhook-signature",
  toleranceSeconds: 300,
  sign: ({ body, secret, at }) => ({
    "x-webhook-timestamp": String(at.getTime()),
    "x-webhook-signature": mac(secret, String(at.getTime()), body).digest("base64"),
  }),
});

testProvider({
  provider: airwallex,
  secrets: [freshSecret(), freshSecret()],
  header: "x-signature",
  toleranceSeconds: 300,
  sign: ({ body, secret, at }) => ({
    "x-timestamp": String(at.getTime()),
    "x-signature": mac(secret, String(at.getTime()), body).digest("hex"),
  }),
});

describe.each([
  [woocommerce, "x-wc-webhook-signature"],
  [fastspring, "x-fs-signature"],
  [xero, "x-xero-signature"],
  [intuit, "intuit-signature"],
] as readonly (readonly [Provider, string])[])("%#", (provider, header) => {
  testProvider({
    provider,
    // Xero's key looks like base64 and is not.
    secrets: [Buffer.from(freshSecret()).toString("base64"), freshSecret()],
    header,
    sign: ({ body, secret }) => ({ [header]: mac(secret, body).digest("base64") }),
  });
});

testProvider({
  provider: ripple,
  secrets: [Buffer.from(freshSecret()).toString("base64"), Buffer.from("other").toString("base64")],
  header: "x-webhook-signature",
  toleranceSeconds: 300,
  sign: ({ body, secret, at }) => {
    const hash = createHash("sha256").update(body).digest("hex");
    const signature = mac(Buffer.from(secret, "base64"), `${at.getTime()}.${hash}`).digest("hex");
    return { "x-webhook-signature": `t=${at.getTime()},v1=${signature}` };
  },
});

testProvider({
  provider: onfleet,
  secrets: [freshSecret(64), freshSecret(64)],
  header: "x-onfleet-signature",
  sign: ({ body, secret }) => ({
    "x-onfleet-signature": createHmac("sha512", Buffer.from(secret, "hex")).update(body).digest("hex"),
  }),
});

testProvider({
  provider: recharge,
  secrets: [freshSecret(), freshSecret()],
  header: "x-recharge-webhook-signature",
  sign: ({ body, secret, at }) => {
    const seconds = at.getTime() / 1000;
    return {
      "x-recharge-webhook-signature": `t=${seconds},v1=${mac(secret, `${seconds}.`, body).digest("hex")}`,
    };
  },
});

function verify(provider: Provider, headers: Readonly<Record<string, string>>, secrets: readonly string[]) {
  return verifyWebhook(provider, { method: "POST", url, headers, body: Buffer.from("{}") }, { secrets, now });
}

describe("recharge's old signature", () => {
  const old = createHash("sha256").update("secret").update("{}").digest("hex");
  const seconds = now.getTime() / 1000;

  test("is enough where it is all there is", async () => {
    expect(await verify(recharge, { "x-recharge-hmac-sha256": old }, ["secret"])).toMatchObject({ ok: true });
    expect(
      await verify(recharge, { "x-recharge-hmac-sha256": mac("secret", "{}").digest("hex") }, ["secret"]),
    ).toEqual({
      ok: false,
      reason: "signature_mismatch",
    });
  });

  test("does not make up for a new one that is wrong or too old", async () => {
    const signed = (at: number) => `t=${at},v1=${mac("secret", `${at}.{}`).digest("hex")}`;
    const both = (value: string) =>
      verify(recharge, { "x-recharge-hmac-sha256": old, "x-recharge-webhook-signature": value }, ["secret"]);

    expect(await both(signed(seconds - 172_800))).toMatchObject({ ok: true });
    expect(await both(signed(seconds - 172_801))).toMatchObject({ reason: "timestamp_stale" });
    expect(await both(signed(seconds + 172_801))).toMatchObject({ reason: "timestamp_in_future" });
    expect(await both(`t=${seconds},v1=${"0".repeat(64)}`)).toMatchObject({ reason: "signature_mismatch" });
  });
});

describe("coinbase's signature names the headers that it covers", () => {
  const headers = { "content-type": "application/json", "x-event-id": "1", "x-event-type": "a" };
  const seconds = now.getTime() / 1000;
  const names = "content-type x-event-id x-event-type";
  const good = mac("secret", `${seconds}.${names}.application/json.1.a.{}`).digest("hex");
  const ask = (value: string, over: Readonly<Record<string, string>> = {}) =>
    verify(coinbaseCdp, { ...headers, ...over, "x-hook0-signature": value }, ["secret"]);

  test("and all of it is proved", async () => {
    expect(await ask(`t=${seconds},h=${names},v1=${good}`)).toMatchObject({ ok: true, secretIndex: 0 });
    expect(await ask(`t=${seconds},h=${names},v0=${"0".repeat(64)},v1=${good}`)).toMatchObject({ ok: true });
    expect(await ask(`t=${seconds},h=${names},v1=${good}`, { "x-event-type": "b" })).toEqual({
      ok: false,
      reason: "signature_mismatch",
    });
    expect(await ask(`t=${seconds},h=content-type x-event-id,v1=${good}`)).toMatchObject({ ok: false });
  });

  test.each([
    ["header_malformed", `t=${seconds},v1=${good}`],
    ["header_malformed", `t=${seconds},h=${"a ".repeat(30)},v1=${good}`],
    ["header_missing", `t=${seconds},h=x-absent,v1=${good}`],
    ["signature_missing", `t=${seconds},h=${names},v0=${mac("secret", `${seconds}.{}`).digest("hex")}`],
    ["timestamp_missing", `h=${names},v1=${good}`],
    ["signature_malformed", `t=${seconds},h=${names},v1=abc`],
  ] as const)("%s", async (reason, value) => {
    expect(await ask(value)).toEqual({ ok: false, reason });
  });

  test("and time is proved both ways", async () => {
    const at = (time: number) =>
      ask(
        `t=${time},h=${names},v1=${mac("secret", `${time}.${names}.application/json.1.a.{}`).digest("hex")}`,
      );

    expect(await at(seconds - 301)).toMatchObject({ reason: "timestamp_stale" });
    expect(await at(seconds + 301)).toMatchObject({ reason: "timestamp_in_future" });
  });
});

describe("questions about the endpoint", () => {
  const ask = (
    provider: Provider,
    over: Partial<HandshakeQuestion> & { readonly method: string; readonly text?: string },
  ) =>
    provider.handshakes?.[0]?.({
      request: { method: over.method, url, headers: {}, body: Buffer.from(over.text ?? "") },
      url: over.url ?? new URL(url),
      header: over.header ?? (() => undefined),
      payload: over.payload,
      secrets: [],
      settings: {},
    });
  const formHeader = (name: string) =>
    name === "content-type" ? "application/x-www-form-urlencoded" : undefined;

  test("WooCommerce's ping is answered, and nothing that is more than a ping", async () => {
    expect(await ask(woocommerce, { method: "POST", text: "webhook_id=12", header: formHeader })).toEqual({
      status: 200,
    });
    expect(
      await ask(woocommerce, { method: "POST", text: "webhook_id=12&id=1", header: formHeader }),
    ).toBeUndefined();
    expect(await ask(woocommerce, { method: "POST", text: '{"webhook_id":12}' })).toBeUndefined();
  });

  test("Onfleet's check is given back as plain text, unless it is something else", async () => {
    const check = (query: string) => ask(onfleet, { method: "GET", url: new URL(`${url}?check=${query}`) });

    expect(await check("abc_1-2")).toEqual({
      status: 200,
      headers: { "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff" },
      body: "abc_1-2",
    });
    expect(await check("<script>")).toBeUndefined();
    expect(await check("")).toBeUndefined();
    expect(await ask(onfleet, { method: "POST", url: new URL(`${url}?check=a`) })).toBeUndefined();
  });

  test("Xero's intent to receive is a request without events, proved like any other", async () => {
    const body = Buffer.from(
      '{"events":[],"firstEventSequence":0,"lastEventSequence":0,"entropy":"S0m3r4nd0mt3xt"}',
    );
    const of = (signature: string) =>
      verifyWebhook(
        xero,
        { method: "POST", url, headers: { "x-xero-signature": signature }, body },
        { secrets: ["key"], now },
      );

    expect(await of(createHmac("sha256", "key").update(body).digest("base64"))).toMatchObject({ ok: true });
    expect(await of(createHmac("sha256", "bad").update(body).digest("base64"))).toMatchObject({ ok: false });
    expect(xero.split?.({ events: [] })).toEqual([]);
    expect(xero.response).toEqual({ status: 200 });
  });
});

describe("several events in one request", () => {
  test("FastSpring's and Xero's lists", () => {
    expect(fastspring.split?.({ events: [{ id: "1" }, { id: "2" }] })).toEqual([{ id: "1" }, { id: "2" }]);
    expect(xero.split?.({ events: [{ resourceId: "1" }] })).toEqual([{ resourceId: "1" }]);
  });

  test("Intuit's two forms", () => {
    const old: Json = {
      eventNotifications: [
        {
          realmId: "1",
          dataChangeEvent: {
            entities: [
              { name: "Customer", id: "1" },
              { name: "Vendor", id: "2" },
            ],
          },
        },
        { realmId: "2", dataChangeEvent: { entities: [{ name: "Invoice", id: "3" }] } },
      ],
    };

    expect(intuit.split?.(old)).toEqual([
      { realmId: "1", name: "Customer", id: "1" },
      { realmId: "1", name: "Vendor", id: "2" },
      { realmId: "2", name: "Invoice", id: "3" },
    ]);
    expect(intuit.split?.([{ specversion: "1.0", id: "1" }])).toEqual([{ specversion: "1.0", id: "1" }]);
  });

  test.each([[null], ["text"], [{}], [{ events: 1 }], [{ eventNotifications: [1, null, {}] }]])(
    "none in %j",
    (payload) => {
      for (const provider of [fastspring, xero, intuit] as readonly Provider[])
        expect(provider.split?.(payload)).toEqual([]);
    },
  );
});
