import { isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { paddleMapping } from "../mapping/paddle.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";
import { utf8Secret } from "../scheme/secret-form.ts";
import { entries } from "../scheme/signature-format.ts";

/**
 * Paddle Billing. Paddle Classic (`p_signature`, RSA over PHP-serialised fields) is another scheme and is not spoken.
 *
 * While a secret is rotated a delivery holds an `h1` for each: Paddle's own library looks at the last one alone, here
 * any may match. That library also gives up after 5 seconds, which leaves no room for a clock that is slightly off,
 * and lets the future pass: here it is a minute, either way.
 *
 * Scheme read in @paddle/paddle-node-sdk 3.10.0. Retries (live: 60 within 3 days) and the 5 seconds for an answer
 * from Paddle's documentation; those of the sandbox (3 within 15 minutes) are from memory.
 * @see https://developer.paddle.com/webhooks/signature-verification
 */
export const paddle = defineProvider({
  id: "paddle",
  name: "Paddle Billing",
  docs: "https://developer.paddle.com/webhooks/signature-verification",
  scheme: hmac({
    signature: "paddle-signature",
    format: entries({ separator: ";", timestamp: "ts=", signature: "h1=" }),
    content: "{timestamp}:{body}",
    secret: utf8Secret({ prefix: "pdl_ntfset_" }),
    timestamp: { unit: "seconds", toleranceSeconds: 60 },
  }),
  body: json,
  identify: ({ payload }) => ({
    id: textAt(payload, "event_id"),
    type: textAt(payload, "event_type") ?? "unknown",
    time: isoTimeAt(payload, "occurred_at"),
    subject: textAt(payload, "data.id"),
  }),
  // 3 days of retries, and notifications can be replayed by hand for longer.
  // https://developer.paddle.com/webhooks/about/respond-to-webhooks
  horizonSeconds: 30 * 86_400,
  deadlineSeconds: 5,
  // A replay is another notification of the same event.
  volatile: ["notification_id"],
  record: { days: 90, hasPayloads: true },
  domain: paddleMapping,
});
