import { createSecretKey } from "node:crypto";
import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import { jwt, sha256 } from "../testing/json-web-token.ts";
import { freshSecret, testProvider } from "../testing/provider.contract.ts";
import { verifyWebhook } from "../verify.ts";
import { messagebird } from "./messagebird.ts";

const require = createRequire(import.meta.url);

const messagebirdSdk: {
  verify(url: string, body: Buffer, jwt: string, key: object, options: object): Promise<true>;
  VerifyOptions: new (url: boolean, payload: boolean, jwt: object) => object;
} = require("messagebird/lib/webhook-signature-jwt.js");

const url = "https://hooks.example.com/webhooks/source";

const now = new Date("2026-01-01T00:00:00Z");

const seconds = now.getTime() / 1000;

testProvider({
  provider: messagebird,
  secrets: [freshSecret(), freshSecret()],
  header: "messagebird-signature-jwt",
  sign: ({ body, secret, at }) => ({
    "messagebird-signature-jwt": jwt(
      {
        iss: "MessageBird",
        iat: at.getTime() / 1000,
        nbf: at.getTime() / 1000,
        exp: at.getTime() / 1000 + 60,
        jti: "a1b2",
        url_hash: sha256(url),
        payload_hash: sha256(body),
      },
      secret,
      "HS512",
    ),
  }),
  accepts: ({ body, headers, secret }) =>
    messagebirdSdk.verify(
      url,
      Buffer.from(body),
      headers["messagebird-signature-jwt"] ?? "",
      createSecretKey(Buffer.from(secret)),
      // The tolerance bridges the years between the test's clock and the library's own.
      new messagebirdSdk.VerifyOptions(true, true, {
        issuer: "MessageBird",
        algorithms: ["HS256"],
        clockTolerance: 1e10,
      }),
    ),
});

describe("MessageBird's token", () => {
  const good = {
    iss: "MessageBird",
    nbf: seconds,
    exp: seconds + 60,
    jti: "a1b2",
    url_hash: sha256(url),
    payload_hash: sha256("{}"),
  };
  const verify = (claims: object, body = "{}", settings: Record<string, string> = {}) =>
    verifyWebhook(
      messagebird,
      {
        method: "POST",
        url,
        headers: { "MessageBird-Signature-JWT": jwt(claims, "s3cret") },
        body: Buffer.from(body),
      },
      { secrets: ["s3cret"], now, settings },
    );

  test.each([
    ["its URL is another", { ...good, url_hash: sha256(`${url}?`) }, "signature_mismatch"],
    ["its URL is not named", { ...good, url_hash: undefined }, "signature_mismatch"],
    ["its body is not named", { ...good, payload_hash: undefined }, "signature_mismatch"],
    ["its issuer is another", { ...good, iss: "Bird" }, "signature_mismatch"],
    ["it has no id", { ...good, jti: undefined }, "signature_malformed"],
    ["it never expires", { ...good, exp: undefined }, "timestamp_missing"],
    ["it expired", { ...good, exp: seconds - 6 }, "timestamp_stale"],
    ["it is not yet good", { ...good, nbf: seconds + 6 }, "timestamp_in_future"],
  ])("is refused when %s", async (_kind, claims, reason) => {
    expect(await verify(claims)).toMatchObject({ ok: false, reason });
  });

  test("needs no digest of an empty body", async () => {
    expect(await verify({ ...good, payload_hash: undefined }, "")).toMatchObject({ ok: true });
  });

  test("is of the source's own url where a proxy changes it", async () => {
    const outside = "https://public.example.com/hook";

    expect(await verify({ ...good, url_hash: sha256(outside) }, "{}", { url: outside })).toMatchObject({
      ok: true,
    });
  });
});
