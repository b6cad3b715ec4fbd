import { expect, test } from "vitest";
import { verifyWebhook } from "../verify.ts";
import { anyOf } from "./any-of.ts";
import { hmac } from "./hmac.ts";
import { standardWebhooksScheme } from "./standard-webhooks.ts";
import { token } from "./token.ts";
import { unsigned } from "./unsigned.ts";

const now = new Date("2026-01-01T00:00:00Z");
const scheme = anyOf(standardWebhooksScheme(), token({ at: "x-gitlab-token" }));
const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const draft = { method: "POST", url: "https://hooks.example.com/", body: Buffer.from("{}") };

test("either scheme is enough", async () => {
  const headers = { "webhook-id": "msg_1" };
  const signed = await scheme.sign({ ...draft, headers, secret, now, settings: {} });

  expect(await verifyWebhook({ scheme }, { ...draft, ...signed }, { secrets: [secret], now })).toMatchObject({
    ok: true,
  });
  expect(
    await verifyWebhook(
      { scheme },
      { ...draft, headers: { "x-gitlab-token": "plain token" } },
      { secrets: ["plain token"], now },
    ),
  ).toEqual({ ok: true, secretIndex: 0 });
});

test("the refusal is of the scheme whose header was there", async () => {
  const wrong = { ...draft, headers: { "x-gitlab-token": "wrong" } };
  const nothing = { ...draft, headers: {} };

  expect(await verifyWebhook({ scheme }, wrong, { secrets: ["plain token"], now })).toMatchObject({
    reason: "signature_mismatch",
  });
  expect(await verifyWebhook({ scheme }, wrong, { secrets: [secret], now })).toMatchObject({
    reason: "signature_mismatch",
  });
  expect(await verifyWebhook({ scheme }, nothing, { secrets: [secret], now })).toMatchObject({
    reason: "header_missing",
  });
});

test("the answer is there at once where the schemes answer at once", async () => {
  const input = {
    request: { ...draft, headers: { "x-gitlab-token": "plain token" } },
    secrets: ["plain token"],
    now,
    settings: {},
  };
  const slow = {
    ...token({ at: "x-other" }),
    verify: async () => ({ ok: false, reason: "header_missing" }) as const,
  };

  expect(scheme.verify(input)).toEqual({ ok: true, secretIndex: 0 });
  expect(await anyOf(slow, token({ at: "x-gitlab-token" })).verify(input)).toEqual({
    ok: true,
    secretIndex: 0,
  });
  expect(await anyOf(token({ at: "x-other" }), slow).verify(input)).toEqual({
    ok: false,
    reason: "header_missing",
  });
});

test("an unsigned provider is believed, and needs no secret", async () => {
  expect(
    await verifyWebhook({ scheme: unsigned() }, { ...draft, headers: {} }, { secrets: [], now }),
  ).toEqual({ ok: true });
});

test("a signature of another length says less than one that does not match", async () => {
  const either = anyOf(hmac({ signature: "x-sig" }), hmac({ signature: "x-sig", algorithm: "sha1" }));
  const short = { ...draft, headers: { "x-sig": "00".repeat(20) } };

  expect(await verifyWebhook({ scheme: either }, short, { secrets: ["s"], now })).toEqual({
    ok: false,
    reason: "signature_mismatch",
  });
});
