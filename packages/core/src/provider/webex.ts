import { isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { webexMapping } from "../mapping/webex.ts";
import { defineProvider } from "../provider.ts";
import { anyOf } from "../scheme/any-of.ts";
import { hmac } from "../scheme/hmac.ts";
import { entries } from "../scheme/signature-format.ts";

/**
 * Cisco Webex. The type is the resource and what became of it: `messages.created`. The body's `id` is that of the
 * webhook, so a resource that is made or removed, which happens once, is known by itself, and a change by its bytes.
 *
 * `X-Spark-Signature` is HMAC-SHA1. That `X-Webex-Signature: sha256=…` is sent too is told by third-party code alone,
 * and not confirmed; it is enough by itself.
 *
 * Scheme from third-party code (n8n). Delivery facts from memory, not confirmed.
 * @see https://developer.webex.com/docs/api/guides/webhooks
 */
export const webex = defineProvider({
  id: "webex",
  name: "Cisco Webex",
  docs: "https://developer.webex.com/docs/api/guides/webhooks",
  scheme: anyOf(
    hmac({ signature: "x-spark-signature", algorithm: "sha1" }),
    hmac({ signature: "x-webex-signature", format: entries({ signature: "sha256=" }) }),
  ),
  body: json,
  identify: ({ payload }) => {
    const resource = textAt(payload, "resource");
    const event = textAt(payload, "event");
    const type = resource === undefined || event === undefined ? "unknown" : `${resource}.${event}`;
    const subject = textAt(payload, "data.id");
    const isOnce = event === "created" || event === "deleted";
    return {
      id: isOnce && subject !== undefined ? `${type}:${subject}` : undefined,
      type,
      time: isoTimeAt(payload, "data.created"),
      subject,
    };
  },
  // For how long Webex retries is not known here; ample.
  horizonSeconds: 3 * 86_400,
  domain: webexMapping,
});
