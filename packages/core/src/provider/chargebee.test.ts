import { expect, test } from "vitest";
import { verifyWebhook } from "../verify.ts";
import { signWebhook } from "../testing/index.ts";
import { chargebee } from "./chargebee.ts";

const now = new Date("2026-01-01T00:00:00Z");
const url = "https://hooks.example.com/webhooks/chargebee";

function verify(headers: Readonly<Record<string, string>>, secrets = ["user:pa:ss wörd"]) {
  return verifyWebhook(
    chargebee,
    { method: "POST", url, headers, body: Buffer.from("{}") },
    { secrets, now },
  );
}

function basic(text: string): string {
  return `Basic ${Buffer.from(text).toString("base64")}`;
}

test.each([
  [basic("user:pa:ss wörd"), { ok: true, secretIndex: 0 }],
  [basic("user:pa:ss wörd").replace("Basic", "basic"), { ok: true, secretIndex: 0 }],
  [basic("user:other"), { ok: false, reason: "signature_mismatch" }],
  [basic("user:"), { ok: false, reason: "signature_mismatch" }],
  [basic("user:pa:ss wörd").replace(/=+$/, ""), { ok: false, reason: "signature_malformed" }],
  ["Basic ", { ok: false, reason: "signature_malformed" }],
  ["Bearer user:pa:ss", { ok: false, reason: "header_malformed" }],
  ["", { ok: false, reason: "header_empty" }],
])("%j", async (authorization, outcome) => {
  expect(await verify({ authorization })).toEqual(outcome);
});

test("a request without authentication is refused, and any of several secrets will do", async () => {
  expect(await verify({})).toEqual({ ok: false, reason: "header_missing" });
  expect(await verify({ authorization: basic("a:b") }, ["x:y", "a:b"])).toEqual({ ok: true, secretIndex: 1 });
  expect(await verify({ authorization: basic("a:b") }, [])).toEqual({ ok: false, reason: "secret_missing" });
});

test("what we sign carries what fetch would send for the same user", async () => {
  const { headers } = await signWebhook(chargebee, { secret: "user:pass", url, body: "{}", now });

  expect(headers["authorization"]).toBe(`Basic ${btoa("user:pass")}`);
});
