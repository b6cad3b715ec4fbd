import { isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { onfidoMapping } from "../mapping/onfido.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";

/**
 * Onfido: checks, reports, workflow runs.
 *
 * The key is the webhook's token. No time is signed, and there is no event id. `X-Signature`, an older SHA-1, is never
 * looked at.
 *
 * Scheme read in @onfido/api 6.2.0, which is the tests' oracle; retries from memory, not confirmed.
 * @see https://documentation.onfido.com/api/latest/#webhooks
 */
export const onfido = defineProvider({
  id: "onfido",
  name: "Onfido",
  docs: "https://documentation.onfido.com/api/latest/#webhooks",
  scheme: hmac({ signature: "x-sha2-signature" }),
  body: json,
  identify: ({ payload }) => ({
    id: undefined,
    type: textAt(payload, "payload.action") ?? "unknown",
    time: isoTimeAt(payload, "payload.object.completed_at_iso8601"),
    subject: textAt(payload, "payload.object.id"),
  }),
  // Thirty retries; over how long is not said, so generous.
  horizonSeconds: 7 * 86_400,
  deadlineSeconds: 10,
  record: { days: 30, hasPayloads: false },
  domain: onfidoMapping,
});
