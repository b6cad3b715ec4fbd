import { LinearWebhookClient } from "@linear/sdk/webhooks";
import { verifyPlainWebhook } from "@team-plain/typescript-sdk";
import { describe, expect, test } from "vitest";
import type { Provider } from "../provider.ts";
import { plain as plainSamples } from "../sample/plain.ts";
import { createSampleContext } from "../sample/sample.ts";
import { hardBodies } from "../testing/hard-bodies.ts";
import { repeatableBytes, type SignedRequest, signWebhook, tamper } from "../testing/sign-webhook.ts";
import { atThatTime, type OracleHeaders, hmac, now, secret, url } from "../testing/signature-oracle.ts";
import { verifyWebhook } from "../verify.ts";
import { infisical } from "./infisical.ts";
import { linear } from "./linear.ts";
import { plain } from "./plain.ts";

const zeros = (bytes: number): string => "00".repeat(bytes);

/** Bodies in which the signed time itself stands. */
const objects = hardBodies.filter(([, body]) => body.startsWith("{"));

interface Stamped {
  readonly header: string;
  readonly fields: (at: Date) => object;
  readonly write: (signature: string, at: Date) => string;
  readonly toleranceSeconds: number;
  readonly accepts?: (headers: OracleHeaders, body: Uint8Array) => unknown;
}

function testStamped(
  provider: Provider,
  { header, fields, write, toleranceSeconds, accepts }: Stamped,
): void {
  const theirs = (body: string, at = now): SignedRequest => {
    const stamped = JSON.stringify({ ...(JSON.parse(body) as object), ...fields(at) }, null, 1); // safe: an object
    const headers = { [header]: write(hmac("sha256", secret, stamped), at) };
    return { method: "POST", url, headers, body: Uint8Array.from(Buffer.from(stamped)) };
  };
  const verify = (request: SignedRequest, secrets = [secret]) =>
    verifyWebhook(provider, request, { secrets, now });
  const later = (secondsLater: number): Date => new Date(now.getTime() + secondsLater * 1000);

  describe(`${provider.id}: the time is in the signed body`, () => {
    test.each(objects)("what is signed by the documentation verifies: %s", async (_kind, body) => {
      expect(await verify(theirs(body))).toEqual({ ok: true, secretIndex: 0, timestamp: now });
    });

    test.each(objects)("what we sign verifies: %s", async (_kind, body) => {
      const ours = await signWebhook(provider, { secret, url, body, now });

      expect(await verify(ours)).toMatchObject({ ok: true });
      expect(accepts === undefined || accepts(ours.headers, ours.body)).toBe(true);
    });

    test("another body, secret or time is refused", async () => {
      const good = theirs("{}");
      const changed = { ...good, body: Uint8Array.from([...good.body, 0x20]) };
      const stale = await tamper(
        provider,
        await signWebhook(provider, { secret, url, body: "{}", now }),
        "clock",
        {
          secret,
          now,
        },
      );

      expect(await verify(changed)).toEqual({ ok: false, reason: "signature_mismatch" });
      expect(await verify(good, ["another", secret])).toMatchObject({ ok: true, secretIndex: 1 });
      expect(await verify(good, ["another"])).toEqual({ ok: false, reason: "signature_mismatch" });
      expect(await verify(good, [])).toEqual({ ok: false, reason: "secret_missing" });
      expect(await verify(stale)).toMatchObject({ ok: false, reason: "timestamp_stale" });
    });

    test.each([
      ["header_missing", {}],
      ["header_empty", { [header]: "" }],
      ["signature_malformed", { [header]: write(zeros(20), now) }],
      ["header_oversized", { [header]: "0".repeat(9000) }],
    ] as const)("%s", async (reason, headers) => {
      expect(await verify({ ...theirs("{}"), headers })).toEqual({ ok: false, reason });
    });

    test.each([
      [-toleranceSeconds, { ok: true }],
      [toleranceSeconds, { ok: true }],
      [-toleranceSeconds - 1, { ok: false, reason: "timestamp_stale" }],
      [toleranceSeconds + 1, { ok: false, reason: "timestamp_in_future" }],
    ] as const)("%i seconds off: %j", async (off, outcome) => {
      expect(await verify(theirs("{}", later(off)))).toMatchObject(outcome);
    });
  });
}

testStamped(linear, {
  header: "linear-signature",
  fields: (at) => ({ webhookTimestamp: at.getTime() }),
  write: (signature) => signature,
  toleranceSeconds: 60,
  accepts: (headers, body) =>
    atThatTime(() =>
      new LinearWebhookClient(secret).verify(Buffer.from(body), headers["linear-signature"] ?? ""),
    ),
});

testStamped(infisical, {
  header: "x-infisical-signature",
  fields: (at) => ({ timestamp: at.getTime() }),
  write: (signature, at) => `t=${at.getTime()};${signature}`,
  toleranceSeconds: 300,
});

testStamped(plain, {
  header: "plain-request-signature",
  fields: (at) => ({ webhookMetadata: { webhookDeliveryAttemptTimestamp: at.toISOString() } }),
  write: (signature) => signature,
  toleranceSeconds: 300,
});

test.each(["Do you ship?", "Zoë 👩‍🚀 𝒳 \u2028", '"\\u00e9\\/'])(
  "plain: its own library believes what we sign, and reads it: %s",
  async (title) => {
    const context = createSampleContext(now, repeatableBytes(title));
    const { payload } = plainSamples.events["thread.thread_created"](context);
    const body = JSON.stringify(payload, null, 2).replace(
      '"Do you ship to the north?"',
      JSON.stringify(title),
    );

    const { headers, body: sent } = await signWebhook(plain, { secret, url, body, now });

    const signature = headers["plain-request-signature"] ?? "";
    const result = atThatTime(() =>
      verifyPlainWebhook(Buffer.from(sent).toString("utf8"), signature, secret),
    );
    expect(result).toMatchObject({ data: { payload: { thread: { title } } } });
  },
);

test.each([
  [linear, "linear-signature", { webhookTimestamp: undefined }, "timestamp_missing"],
  [linear, "linear-signature", { webhookTimestamp: "soon" }, "timestamp_malformed"],
  [infisical, "x-infisical-signature", { timestamp: -1 }, "timestamp_malformed"],
  [plain, "plain-request-signature", { webhookMetadata: {} }, "timestamp_missing"],
] as const)("$id: a signed body without its time is refused", async (provider, header, fields, reason) => {
  const body = JSON.stringify(fields);
  const value = (header === "x-infisical-signature" ? "t=1;" : "") + hmac("sha256", secret, body);
  const request = { method: "POST", url, headers: { [header]: value }, body: Buffer.from(body) };

  expect(await verifyWebhook(provider, request, { secrets: [secret], now })).toEqual({ ok: false, reason });
});
