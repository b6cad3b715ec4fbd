import { createHash, createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { ConfigError } from "../errors.ts";
import { hmacJwt } from "./hmac-jwt.ts";
import type { SignInput } from "./scheme.ts";

const now = new Date("2026-01-01T00:00:00Z");
const seconds = now.getTime() / 1000;
const secret = "s3cret";
const scheme = hmacJwt({
  header: "x-token",
  algorithms: ["HS256", "HS512"],
  body: { name: "hash", encoding: "hex" },
  age: "iat",
});

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const digest = createHash("sha256").update("{}").digest("hex");
const good = { iat: seconds, hash: digest };

function token(header: unknown, claims: unknown, algorithm = "sha256"): string {
  const signed = `${part(header)}.${part(claims)}`;
  return `${signed}.${createHmac(algorithm, secret).update(signed).digest("base64url")}`;
}

function verify(value: string, secrets: readonly string[] = [secret]) {
  const request = {
    method: "POST",
    url: "https://a.example/",
    headers: { "x-token": value },
    body: Buffer.from("{}"),
  };
  return scheme.verify({ request, secrets, now, settings: {} });
}

test.each([
  ["HS256", "sha256"],
  ["HS512", "sha512"],
])("%s is believed", (alg, algorithm) => {
  expect(verify(token({ alg }, good, algorithm))).toEqual({ ok: true, secretIndex: 0, timestamp: now });
});

describe("what is refused as malformed", () => {
  test.each([
    ["none", token({ alg: "none" }, good).replace(/[^.]*$/, "")],
    ["none with a signature", token({ alg: "none" }, good)],
    ["an algorithm that is not named", token({ alg: "HS384" }, good, "sha384")],
    ["RS256, by the secret", token({ alg: "RS256" }, good)],
    ["no algorithm", token({}, good)],
    ["an algorithm of every object", token({ alg: "constructor" }, good)],
    ["a critical extension", token({ alg: "HS256", crit: [] }, good)],
    ["a header that is no object", token("HS256", good)],
    ["a list of claims", token({ alg: "HS256" }, [good])],
    ["two parts", "a.b"],
    ["four parts", `${token({ alg: "HS256" }, good)}.a`],
    ["padding", `${token({ alg: "HS256" }, good)}=`],
    ["spaces", `${token({ alg: "HS256" }, good)} `],
    ["Bearer in front", `Bearer ${token({ alg: "HS256" }, good)}`],
  ])("%s", (_kind, value) => {
    expect(verify(value)).toEqual({ ok: false, reason: "signature_malformed" });
  });
});

describe("what is refused for what it says, once its signature is good", () => {
  test.each<readonly [string, object, string]>([
    ["the digest of another body", { ...good, hash: "00" }, "signature_mismatch"],
    ["a digest that is no text", { ...good, hash: 7 }, "signature_mismatch"],
    ["no digest", { iat: seconds }, "signature_mismatch"],
    ["no time", { hash: digest }, "timestamp_missing"],
    ["a time as text", { ...good, iat: String(seconds) }, "timestamp_malformed"],
    ["a time before 1970", { ...good, iat: -1 }, "timestamp_malformed"],
    ["a time beyond all", { ...good, iat: 1e300 }, "timestamp_malformed"],
    ["an old time", { ...good, iat: seconds - 301 }, "timestamp_stale"],
    ["a time to come", { ...good, iat: seconds + 301 }, "timestamp_in_future"],
    ["an end that is over", { ...good, exp: seconds - 301 }, "timestamp_stale"],
    ["a beginning to come", { ...good, nbf: seconds + 301 }, "timestamp_in_future"],
  ])("%s", (_kind, claims, reason) => {
    expect(verify(token({ alg: "HS256" }, claims))).toMatchObject({ ok: false, reason });
  });
});

test("claims are not looked at before the signature is good", () => {
  expect(verify(token({ alg: "HS256" }, { iat: 1 }), ["another"])).toEqual({
    ok: false,
    reason: "signature_mismatch",
  });
});

test("signing without a secret is a fault of who signs", () => {
  const input: SignInput = {
    method: "POST",
    url: "https://a.example/",
    headers: {},
    body: Buffer.from("{}"),
    secret: " ",
    now,
    settings: {},
  };

  expect(() => scheme.sign(input)).toThrow(ConfigError);
});
