import { describe, expect, test } from "vitest";
import { verifyWebhook } from "../verify.ts";
import { inJson, inQuery } from "./place.ts";
import type { Scheme } from "./scheme.ts";
import { basicAuth, bearer, token } from "./token.ts";

function verify(
  scheme: Scheme,
  headers: Record<string, string>,
  { secrets = ["s3cret"], url = "https://hooks.example.com/", body = "{}" } = {},
) {
  return verifyWebhook(
    { scheme },
    { method: "POST", url, headers, body: Buffer.from(body) },
    { secrets, now: new Date(0) },
  );
}

describe("token", () => {
  const scheme = token({ at: "x-token" });

  test.each([
    [{ "X-Token": "s3cret" }, { ok: true, secretIndex: 0 }],
    [{ "x-token": "other" }, { ok: false, reason: "signature_mismatch" }],
    [{ "x-token": "s3cret, s3cret" }, { ok: false, reason: "signature_mismatch" }],
    [{ "x-token": "" }, { ok: false, reason: "header_empty" }],
    [{}, { ok: false, reason: "header_missing" }],
  ])("%j", async (headers, outcome) => {
    expect(await verify(scheme, headers)).toEqual(outcome);
  });

  test("says which of several secrets it was", async () => {
    expect(await verify(scheme, { "x-token": "new" }, { secrets: ["old", "new"] })).toEqual({
      ok: true,
      secretIndex: 1,
    });
  });

  test("compares bytes beyond ASCII however the platform decoded them", async () => {
    const secrets = ["gehe😀im"];
    const asBytes = Buffer.from("gehe😀im").toString("latin1");

    expect(await verify(scheme, { "x-token": asBytes }, { secrets })).toMatchObject({ ok: true });
    expect(await verify(scheme, { "x-token": "gehe😀im" }, { secrets })).toMatchObject({ ok: true });
  });

  test("finds it in the URL's query", async () => {
    const inUrl = token({ at: inQuery("token") });

    expect(await verify(inUrl, {}, { url: "https://hooks.example.com/?token=s3cret" })).toMatchObject({
      ok: true,
    });
    expect(await verify(inUrl, {}, { url: "https://hooks.example.com/?token=s3cret&token=x" })).toMatchObject(
      {
        reason: "header_doubled",
      },
    );
    expect(await verify(inUrl, {})).toMatchObject({ reason: "header_missing" });
    expect(await verify(inUrl, {}, { url: "//" })).toMatchObject({ reason: "url_malformed" });
  });

  test("finds it in a JSON body (Figma's passcode)", async () => {
    const inBody = token({ at: inJson("passcode") });

    expect(await verify(inBody, {}, { body: '{"passcode":"s3cret"}' })).toMatchObject({ ok: true });
    expect(await verify(inBody, {}, { body: '{"passcode":7}' })).toMatchObject({
      reason: "header_malformed",
    });
  });
});

describe("basicAuth", () => {
  test.each([
    ["Basic dXNlcjpwYXNz", { ok: true, secretIndex: 0 }],
    ["basic dXNlcjpwYXNz", { ok: true, secretIndex: 0 }],
    ["Bearer dXNlcjpwYXNz", { ok: false, reason: "header_malformed" }],
    ["Basic dXNlcjpwYXNz=", { ok: false, reason: "signature_malformed" }],
    ["Basic dXNlcjpwYXN6", { ok: false, reason: "signature_mismatch" }],
    ["Basic ", { ok: false, reason: "signature_malformed" }],
  ])("%s", async (authorization, outcome) => {
    expect(await verify(basicAuth(), { authorization }, { secrets: ["user:pass"] })).toEqual(outcome);
  });
});

test.each([
  basicAuth(),
  bearer(),
  token({ at: "x-token" }),
  token({ at: inQuery("t") }),
  token({ at: inJson("a.b") }),
])("what a token scheme signs, it verifies", async (scheme) => {
  const secret = scheme.createSecret((size) => Buffer.alloc(size, 7));
  const draft = {
    method: "POST",
    url: "https://hooks.example.com/?x=1",
    headers: {},
    body: Buffer.from('{"a":{"c":1}}'),
  };

  const signed = await scheme.sign({ ...draft, secret: secret.sign, now: new Date(0), settings: {} });

  const outcome = await verifyWebhook(
    { scheme },
    { ...draft, ...signed },
    { secrets: [secret.verify], now: new Date(0) },
  );
  expect(outcome).toEqual({ ok: true, secretIndex: 0 });
});
