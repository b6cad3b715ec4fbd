import { createHash, createHmac, createSign, createVerify, generateKeyPairSync } from "node:crypto";
import { signRequest, verifyRequest } from "@contentful/node-apps-toolkit";
import { EventCallbackHelper, EventCallbackRequest } from "@dropbox/sign";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { json } from "../body/json.ts";
import { freshSecret, testProvider } from "../testing/provider.contract.ts";
import { signWebhook } from "../testing/index.ts";
import { verifyWebhook } from "../verify.ts";
import { contentful } from "./contentful.ts";
import { dropboxSign } from "./dropbox-sign.ts";
import { ebay } from "./ebay.ts";
import { fusionauth } from "./fusionauth.ts";
import { microsoftGraph } from "./microsoft-graph.ts";

const now = new Date("2026-01-01T00:00:00Z");
const url = "https://hooks.example.com/webhooks/source";

// Contentful's library reads the clock by itself.
beforeEach(() => vi.useFakeTimers({ now, toFake: ["Date"] }));
afterEach(() => vi.useRealTimers());

const topic = { "x-contentful-topic": "ContentManagement.Entry.publish" };

testProvider({
  provider: contentful,
  secrets: [freshSecret(32), freshSecret(32)],
  header: "x-contentful-signature",
  headers: topic,
  toleranceSeconds: 30,
  sign: ({ body, secret, at }) =>
    // safe: every header that it gives is text
    signRequest(
      secret,
      { method: "POST", path: "/webhooks/source", headers: { ...topic }, body },
      at.getTime(),
    ) as unknown as Record<string, string>,
  accepts: ({ body, secret, headers }) =>
    verifyRequest(secret, { method: "POST", path: "/webhooks/source", headers: { ...headers }, body }),
});

describe("contentful", () => {
  const secret = freshSecret(32);
  const signed = (path: string): Record<string, string> => ({
    ...topic,
    // safe: every header that it gives is text
    ...(signRequest(
      secret,
      { method: "POST", path, headers: { ...topic }, body: "{}" },
      now.getTime(),
    ) as unknown as Record<string, string>),
  });
  const verify = (headers: Record<string, string>, at = url) =>
    verifyWebhook(
      contentful,
      { method: "POST", url: at, headers, body: Buffer.from("{}") },
      { secrets: [secret], now },
    );

  test("the query is signed as Contentful writes it", async () => {
    const headers = signed("/webhooks/source?a=b%20c&d=%C3%A9");

    expect(await verify(headers, `${url}?a=b%20c&d=%C3%A9`)).toMatchObject({ ok: true });
    expect(await verify(headers, url)).toEqual({ ok: false, reason: "signature_mismatch" });
  });

  test("a signed header that was changed or taken away is noticed", async () => {
    const headers = signed("/webhooks/source");
    const { "x-contentful-topic": _topic, ...without } = headers;

    expect(await verify({ ...headers, "x-contentful-topic": "other" })).toEqual({
      ok: false,
      reason: "signature_mismatch",
    });
    expect(await verify(without)).toEqual({ ok: false, reason: "header_missing" });
  });

  test("a list without the time, which could be swapped then, is refused", async () => {
    const list = "x-contentful-signed-headers";
    const text = `POST\n/webhooks/source\n${list}:${list}\n{}`;
    const headers = {
      [list]: list,
      "x-contentful-timestamp": String(now.getTime()),
      "x-contentful-signature": createHmac("sha256", secret).update(text).digest("hex"),
    };

    expect(await verify(headers)).toEqual({ ok: false, reason: "header_malformed" });
  });
});

function token(body: string, secret: string, alg = "HS256"): string {
  const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const digest = createHash("sha256").update(body, "utf8").digest("base64");
  const signed = `${encode({ alg, typ: "JWT" })}.${encode({ request_body_sha256: digest })}`;
  const hash = alg === "none" ? "sha256" : `sha${alg.slice(2)}`;
  return `${signed}.${createHmac(hash, secret).update(signed).digest("base64url")}`;
}

describe("fusionauth", () => {
  const secret = freshSecret(32);
  const verify = (value: string, body: string, secrets: readonly string[] = [secret]) =>
    verifyWebhook(
      fusionauth,
      { method: "POST", url, headers: { "X-FusionAuth-Signature-JWT": value }, body: Buffer.from(body) },
      { secrets, now },
    );

  test.each(["HS256", "HS384", "HS512"])(
    "a token of %s that holds the body's digest verifies",
    async (alg) => {
      expect(await verify(token('{"a":"🙂"}', secret, alg), '{"a":"🙂"}')).toMatchObject({ ok: true });
      expect(await verify(token("{}", secret, alg), "{}", ["another", secret])).toMatchObject({
        secretIndex: 1,
      });
    },
  );

  test("another body, another secret, no algorithm and no token are refused", async () => {
    expect(await verify(token("{}", secret), "{} ")).toMatchObject({ ok: false });
    expect(await verify(token("{}", "another"), "{}")).toEqual({ ok: false, reason: "signature_mismatch" });
    expect(await verify(token("{}", secret, "none"), "{}")).toMatchObject({ ok: false });
    expect(await verify("x", "{}")).toMatchObject({ ok: false });
  });

  test("what we sign is such a token", async () => {
    const { headers } = await signWebhook(fusionauth, { secret, url, body: "{}", now });

    const [head = "", claims = "", signature] = (headers["x-fusionauth-signature-jwt"] ?? "").split(".");
    expect(createHmac("sha256", secret).update(`${head}.${claims}`).digest("base64url")).toBe(signature);
    expect(JSON.parse(Buffer.from(claims, "base64url").toString())).toMatchObject({
      request_body_sha256: createHash("sha256").update("{}").digest("base64"),
    });
  });
});

describe("ebay", () => {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const pem = publicKey.export({ format: "pem", type: "spki" }).toString();
  const kid = "9936261a-7d7b-4621-a0f1-964b08d5f6ff";
  const header = (body: string, over: object = {}): string => {
    const signature = createSign("sha1").update(body).sign(privateKey, "base64");
    return Buffer.from(JSON.stringify({ alg: "ecdsa", kid, signature, digest: "SHA1", ...over })).toString(
      "base64",
    );
  };
  const verify = (value: string, body: string, secrets: readonly string[], get?: typeof fetch) =>
    verifyWebhook(
      // A fresh one, which has fetched nothing yet.
      { scheme: ebay.scheme },
      { method: "POST", url, headers: { "X-EBAY-SIGNATURE": value }, body: Buffer.from(body) },
      { secrets, now, ...(get !== undefined && { fetch: get }) },
    );

  test.each(["{}", '{ "a":\t"🙂" }\r\n', ""])("a pinned key verifies: %j", async (body) => {
    expect(await verify(header(body), body, [pem])).toEqual({ ok: true, secretIndex: 0 });
    expect(await verify(header(body), `${body} `, [pem])).toMatchObject({ reason: "signature_mismatch" });
  });

  test("the key is asked from eBay with the application's token, and nowhere else", async () => {
    const asked: string[] = [];
    const get: typeof fetch = async (input, init) => {
      const request = new Request(input, init);
      asked.push(`${request.method} ${request.url} ${request.headers.get("authorization")}`);
      const isToken = request.url.endsWith("/oauth2/token");
      return Response.json(isToken ? { access_token: "t" } : { key: pem.replaceAll("\n", "") });
    };

    expect(await verify(header("{}"), "{}", ["client:secret"], get)).toEqual({ ok: true });
    expect(await verify(header("{}"), "{}", ["client:secret"], get)).toEqual({ ok: true });
    expect(asked).toEqual([
      `POST https://api.ebay.com/identity/v1/oauth2/token Basic ${Buffer.from("client:secret").toString("base64")}`,
      `GET https://api.ebay.com/commerce/notification/v1/public_key/${kid} Bearer t`,
    ]);
  });

  test("a key id that is no id, another digest and no JSON are refused", async () => {
    expect(await verify(header("{}", { kid: "../../x" }), "{}", ["client:secret"])).toMatchObject({
      ok: false,
    });
    expect(await verify(header("{}", { digest: "MD5" }), "{}", [pem])).toEqual({
      ok: false,
      reason: "signature_missing",
    });
    expect(await verify("e30=", "{}", [pem])).toEqual({ ok: false, reason: "header_malformed" });
  });

  test("what we sign is ECDSA with SHA-1 over the body", async () => {
    const secret = privateKey.export({ format: "pem", type: "pkcs8" }).toString();

    const { headers } = await signWebhook(ebay, { secret, url, body: "{}", now });

    const { signature } = JSON.parse(Buffer.from(headers["x-ebay-signature"] ?? "", "base64").toString());
    expect(createVerify("sha1").update("{}").verify(pem, signature, "base64")).toBe(true);
  });
});

describe("dropbox-sign", () => {
  const secret = freshSecret();
  const event = (over: object = {}): string => {
    const [event_time, event_type] = ["1767225598", "signature_request_signed"];
    const event_hash = createHmac("sha256", secret)
      .update(event_time + event_type)
      .digest("hex");
    return JSON.stringify({ event: { event_time, event_type, event_hash, event_metadata: {}, ...over } });
  };
  const form = (part: string): string =>
    `--b\r\nContent-Disposition: form-data; name="other"\r\n\r\nx\r\n--b\r\nContent-Disposition: form-data; name="json"\r\n\r\n${part}\r\n--b--\r\n`;
  const headers = { "Content-Type": "multipart/form-data; boundary=b" };
  const verify = (body: string) =>
    verifyWebhook(
      dropboxSign,
      { method: "POST", url, headers, body: Buffer.from(body) },
      { secrets: ["another", secret], now },
    );

  test("an event verifies as its own library does it", async () => {
    const request = EventCallbackRequest.init(JSON.parse(event()));

    expect(EventCallbackHelper.isValid(secret, request)).toBe(true);
    expect(await verify(form(event()))).toEqual({ ok: true, secretIndex: 1 });
  });

  test("another time or type is refused; the rest is not signed", async () => {
    expect(await verify(form(event({ event_type: "signature_request_all_signed" })))).toEqual({
      ok: false,
      reason: "signature_mismatch",
    });
    expect(await verify(form(event({ event_time: "1767225599" })))).toMatchObject({ ok: false });
    expect(await verify(form(event({ event_hash: undefined })))).toEqual({
      ok: false,
      reason: "header_missing",
    });
    expect(await verify("no form")).toEqual({ ok: false, reason: "body_malformed" });
  });

  test("what we sign its own library believes, and is a form whose part is read", async () => {
    const signed = await signWebhook(dropboxSign, { secret, url, body: event({ event_hash: "" }), now });
    const header = (name: string) => signed.headers[name];

    const payload = dropboxSign.body?.(signed.body, header) ?? null;

    // safe: what was just read as JSON
    const request = EventCallbackRequest.init(payload as Record<string, unknown>);
    expect(EventCallbackHelper.isValid(secret, request)).toBe(true);
  });

  test("a body that is no form is said to be none", () => {
    expect(() => dropboxSign.body?.(Buffer.from("{}"), () => "application/json")).toThrow("no form");
  });
});

describe("microsoft-graph", () => {
  const verify = (body: string) =>
    verifyWebhook(
      microsoftGraph,
      { method: "POST", url, headers: {}, body: Buffer.from(body) },
      { secrets: ["other", "state"], now },
    );

  test("all items have to hold the state", async () => {
    expect(await verify('{"value":[{"clientState":"state"},{"clientState":"state"}]}')).toEqual({
      ok: true,
      secretIndex: 1,
    });
  });

  test.each([
    ['{"value":[{"clientState":"state"},{"clientState":"other"}]}', "signature_mismatch"],
    ['{"value":[{"clientState":"stat"}]}', "signature_mismatch"],
    ['{"value":[{"clientState":"state"},{}]}', "signature_missing"],
    ['{"value":[]}', "signature_missing"],
    ['{"value":{"clientState":"state"}}', "body_malformed"],
    ["", "body_malformed"],
  ])("%s is refused", async (body, reason) => {
    expect(await verify(body)).toEqual({ ok: false, reason });
  });

  test("what we sign holds it in every item", async () => {
    const signed = await signWebhook(microsoftGraph, {
      secret: "state",
      url,
      body: '{"value":[{},{"a":1}]}',
      now,
    });

    expect(json(signed.body, () => undefined)).toEqual({
      value: [{ clientState: "state" }, { a: 1, clientState: "state" }],
    });
  });
});
