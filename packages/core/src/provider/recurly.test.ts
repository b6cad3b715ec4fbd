import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { freshSecret, testProvider } from "../testing/provider.contract.ts";
import { verifyWebhook } from "../verify.ts";
import { recurly } from "./recurly.ts";

const now = new Date("2026-01-01T00:00:00Z");

function header(body: string, secrets: readonly string[], at = now): string {
  const time = at.getTime();
  return [
    time,
    ...secrets.map((secret) => createHmac("sha256", secret).update(`${time}.${body}`).digest("hex")),
  ].join(",");
}

testProvider({
  provider: recurly,
  secrets: [freshSecret(), freshSecret()],
  header: "recurly-signature",
  toleranceSeconds: 300,
  sign: ({ body, secret, at }) => ({ "recurly-signature": header(body, [secret], at) }),
});

test("any signature of the list will do, and a list without one is none", async () => {
  const verify = (value: string) =>
    verifyWebhook(
      recurly,
      {
        method: "POST",
        url: "https://hooks.example.com/",
        headers: { "recurly-signature": value },
        body: Buffer.from("{}"),
      },
      { secrets: ["new"], now },
    );

  expect(await verify(header("{}", ["old", "new"]))).toMatchObject({ ok: true });
  expect(await verify(String(now.getTime()))).toEqual({ ok: false, reason: "signature_missing" });
});
