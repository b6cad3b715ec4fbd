import { jwtVerify, SignJWT } from "jose";
import { describe, expect, test } from "vitest";
import { signWebhook } from "../testing/sign-webhook.ts";
import { now, seconds, secret, url } from "../testing/signature-oracle.ts";
import { verifyWebhook } from "../verify.ts";
import { monday } from "./monday.ts";

const encoded = new TextEncoder().encode(secret);

function jwt(claims: Record<string, unknown>, algorithm = "HS256"): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg: algorithm, typ: "JWT" }).sign(encoded);
}

function unsecured(claims: object): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "none" })}.${part(claims)}.`;
}

const otherAlgorithm = await jwt({ exp: seconds(now) + 300 }, "HS512");

const endless = await jwt({ userId: 1 });

const expired = await jwt({ exp: seconds(now) - 60 });

describe("monday.com: a token that goes with any body", () => {
  const verify = (authorization: string, secrets = [secret], at = url) => {
    const request = { method: "POST", url: at, headers: { authorization }, body: Buffer.from("{}") };
    return verifyWebhook(monday, request, { secrets, now });
  };

  test("jose's verifies, and jose believes ours", async () => {
    const theirs = await jwt({ exp: seconds(now) + 300, userId: 1 });
    const ours = await signWebhook(monday, { secret, url, body: "{}", now });
    const options = { algorithms: ["HS256"], currentDate: now };

    expect(await verify(theirs)).toMatchObject({ ok: true, secretIndex: 0 });
    expect(await verify(theirs, ["another", secret])).toMatchObject({ ok: true, secretIndex: 1 });
    await expect(jwtVerify(ours.headers["authorization"] ?? "", encoded, options)).resolves.toBeDefined();
  });

  test.each([
    ["signature_malformed", "a.b.c"],
    ["signature_malformed", unsecured({ exp: seconds(now) + 300 })],
    ["signature_malformed", otherAlgorithm],
    ["timestamp_missing", endless],
    ["timestamp_stale", expired],
    ["header_empty", ""],
  ])("%s: %s", async (reason, authorization) => {
    expect(await verify(authorization)).toMatchObject({ ok: false, reason });
  });

  test("another secret is refused", async () => {
    expect(await verify(await jwt({ exp: seconds(now) + 300 }), ["another"])).toEqual({
      ok: false,
      reason: "signature_mismatch",
    });
  });

  test("a board's webhook has the secret in its URL", async () => {
    const board = (token: string) => ({
      method: "POST",
      url: `${url}?token=${token}`,
      headers: {},
      body: Buffer.from("{}"),
    });

    expect(await verifyWebhook(monday, board("s3cret"), { secrets: ["s3cret"], now })).toMatchObject({
      ok: true,
    });
    expect(await verifyWebhook(monday, board("other"), { secrets: ["s3cret"], now })).toEqual({
      ok: false,
      reason: "signature_mismatch",
    });
  });
});
