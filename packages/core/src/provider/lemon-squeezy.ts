import { isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { lemonSqueezyMapping } from "../mapping/lemon-squeezy.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";

/**
 * Lemon Squeezy. The secret is a text of 6 to 40 characters that you choose when you make the webhook.
 *
 * An event has no id of its own, so the same bytes are the same event. The type is read from the body, which is
 * signed, and not from `X-Event-Name`, which is not.
 *
 * Scheme from third-party code; the retries (three, after 5, 25 and 125 seconds) from the documentation.
 * @see https://docs.lemonsqueezy.com/help/webhooks/signing-requests
 */
export const lemonSqueezy = defineProvider({
  id: "lemon-squeezy",
  name: "Lemon Squeezy",
  docs: "https://docs.lemonsqueezy.com/help/webhooks/signing-requests",
  scheme: hmac({ signature: "x-signature" }),
  body: json,
  identify: ({ payload }) => ({
    id: undefined,
    type: textAt(payload, "meta.event_name") ?? "unknown",
    time: isoTimeAt(payload, "data.attributes.updated_at"),
    subject: textAt(payload, "data.id"),
  }),
  // Minutes by itself (https://docs.lemonsqueezy.com/help/webhooks/webhook-requests); resent by hand from the dashboard.
  horizonSeconds: 7 * 86_400,
  domain: lemonSqueezyMapping,
});
