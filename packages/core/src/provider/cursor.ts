import { isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { cursorMapping } from "../mapping/cursor.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";
import { prefixed } from "../scheme/signature-format.ts";

/**
 * Cursor, cloud agents: `statusChange` when an agent is `FINISHED` or ran into an `ERROR`.
 *
 * Scheme and headers from the documentation; retries are not documented, so `X-Webhook-ID`, which is made for logs, may
 * be another one on each.
 * @see https://cursor.com/docs/cloud-agent/api/webhooks
 */
export const cursor = defineProvider({
  id: "cursor",
  name: "Cursor",
  docs: "https://cursor.com/docs/cloud-agent/api/webhooks",
  scheme: hmac({ signature: "x-webhook-signature", format: prefixed("sha256=") }),
  body: json,
  identify: ({ payload, header }) => ({
    id: header("x-webhook-id"),
    type: textAt(payload, "event") ?? header("x-webhook-event") ?? "unknown",
    time: isoTimeAt(payload, "timestamp"),
    subject: textAt(payload, "id"),
  }),
  // Unknown; three days are meant to be generous.
  horizonSeconds: 3 * 86_400,
  domain: cursorMapping,
});
