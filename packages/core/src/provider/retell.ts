import { textAt, unixMillisecondsAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { retellMapping } from "../mapping/retell.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";
import { entries } from "../scheme/signature-format.ts";

/**
 * Retell AI: calls of voice agents.
 *
 * Body first, then the time, in milliseconds; both parts of the header are read, `v` the time and `d` the signature.
 * The key is the API key that has the webhook badge. There is no event id: a call's id and the type make it.
 *
 * Scheme read in retell-sdk 5.66.1, which is the tests' oracle; retries from memory, not confirmed.
 * @see https://docs.retellai.com/features/secure-webhook
 */
export const retell = defineProvider({
  id: "retell",
  name: "Retell AI",
  docs: "https://docs.retellai.com/features/secure-webhook",
  scheme: hmac({
    signature: "x-retell-signature",
    format: entries({ timestamp: "v=", signature: "d=" }),
    content: "{body}{timestamp}",
    timestamp: { unit: "milliseconds", toleranceSeconds: 300 },
  }),
  body: json,
  identify: ({ payload }) => ({
    id: undefined,
    type: textAt(payload, "event") ?? "unknown",
    time:
      unixMillisecondsAt(payload, "call.end_timestamp") ??
      unixMillisecondsAt(payload, "call.start_timestamp"),
    subject: textAt(payload, "call.call_id") ?? textAt(payload, "chat.chat_id"),
  }),
  // Three retries; over how long is not said, so generous.
  horizonSeconds: 86_400,
  deadlineSeconds: 10,
  domain: retellMapping,
});
