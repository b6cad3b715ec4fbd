import { createHmac } from "node:crypto";
import { Environment, Paddle } from "@paddle/paddle-node-sdk";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { freshSecret, testProvider } from "../testing/provider.contract.ts";
import { verifyWebhook } from "../verify.ts";
import { paddle } from "./paddle.ts";

const now = new Date("2026-01-01T00:00:00Z");
const secrets = [`pdl_ntfset_${freshSecret()}`, `pdl_ntfset_${freshSecret()}`] as const;
const sdk = new Paddle("unused", { environment: Environment.sandbox });

function header(body: string, secret: string, at = now): string {
  const seconds = at.getTime() / 1000;
  return `ts=${seconds};h1=${createHmac("sha256", secret).update(`${seconds}:${body}`).digest("hex")}`;
}

// Paddle's library reads the clock by itself.
beforeAll(() => vi.useFakeTimers({ now }));
afterAll(() => vi.useRealTimers());

testProvider({
  provider: paddle,
  secrets,
  header: "paddle-signature",
  toleranceSeconds: 60,
  sign: ({ body, secret, at }) => ({ "paddle-signature": header(body, secret, at) }),
  accepts: ({ body, secret, headers }) =>
    sdk.webhooks.isSignatureValid(body, secret, headers["paddle-signature"] ?? ""),
  notAccepted: ["nothing"],
});

test("during rotation any h1 will do, also the first, which Paddle's library overlooks", async () => {
  const [ours, other] = secrets;
  const both = `${header("{}", ours)};${header("{}", other).split(";")[1]}`;
  const request = { method: "POST", url: "https://hooks.example.com/", body: Buffer.from("{}") };

  const outcome = await verifyWebhook(
    paddle,
    { ...request, headers: { "Paddle-Signature": both } },
    { secrets: [ours], now },
  );

  expect(outcome).toMatchObject({ ok: true });
});
