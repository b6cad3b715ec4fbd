import { describe, expect, test } from "vitest";
import { signWebhook } from "../testing/index.ts";
import { verifyWebhook } from "../verify.ts";
import { adobeSign } from "./adobe-sign.ts";
import { auth0 } from "./auth0.ts";
import { deepgram } from "./deepgram.ts";
import { okta } from "./okta.ts";
import { pipedrive } from "./pipedrive.ts";

const now = new Date("2026-01-01T00:00:00Z");
const url = "https://hooks.example.com/webhooks/source";

describe.each([
  ["auth0", auth0, "authorization", "Bearer 7Fjfp0ZBr1KtDRbnfVdmIw", (secret: string) => secret],
  ["okta", okta, "authorization", "7Fjfp0ZBr1KtDRbnfVdmIw", (secret: string) => secret],
  ["deepgram", deepgram, "dg-token", "1234567890abcdef", (secret: string) => secret],
  ["adobe-sign", adobeSign, "x-adobesign-clientid", "CBJCHBCAABAAo8FnQgSBFFr", (secret: string) => secret],
  [
    "pipedrive",
    pipedrive,
    "authorization",
    "hookyard:żółw",
    (secret: string) => `Basic ${Buffer.from(secret, "utf8").toString("base64")}`,
  ],
] as const)("%s", (_id, provider, name, secret, write) => {
  const verify = (
    headers: Readonly<Record<string, string>>,
    secrets: readonly string[] = ["other", secret],
  ) => verifyWebhook(provider, { method: "POST", url, headers, body: Buffer.from("{}") }, { secrets, now });

  test("the configured value is believed, whichever secret it is", async () => {
    expect(await verify({ [name]: write(secret) })).toEqual({ ok: true, secretIndex: 1 });
  });

  test("another, a shorter, a longer, an empty and no value are refused", async () => {
    expect(await verify({ [name]: write("hookyard:other") })).toMatchObject({ reason: "signature_mismatch" });
    expect(await verify({ [name]: write(secret.slice(0, -1)) })).toMatchObject({ ok: false });
    expect(await verify({ [name]: write(`${secret}x`) })).toMatchObject({ reason: "signature_mismatch" });
    expect(await verify({ [name]: "" })).toEqual({ ok: false, reason: "header_empty" });
    expect(await verify({})).toEqual({ ok: false, reason: "header_missing" });
    expect(await verify({ [name]: write(secret) }, [])).toEqual({ ok: false, reason: "secret_missing" });
  });

  test("what we sign carries it", async () => {
    const { headers } = await signWebhook(provider, { secret, url, body: "{}", now });

    expect(headers[name]).toBe(write(secret));
  });
});

describe("auth0's bodies", () => {
  const read = (text: string) => auth0.body?.(Buffer.from(text), () => undefined) ?? null;

  test("are an event, a list, or lines", () => {
    expect(read('{"id":"1"}')).toEqual({ id: "1" });
    expect(read('[{"log_id":"1"},{"log_id":"2"}]')).toEqual([{ log_id: "1" }, { log_id: "2" }]);
    expect(read('{"log_id":"1"}\n{"log_id":"2"}\n')).toEqual([{ log_id: "1" }, { log_id: "2" }]);
  });

  test.each(["", "{", "{}\n{", "text"])("%j is none", (text) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code: "body_malformed" }));
  });
});
