import { fieldAt, isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import type { Json } from "../event.ts";
import { adyenMapping } from "../mapping/adyen.ts";
import { defineProvider } from "../provider.ts";
import { adyenItems } from "../scheme/adyen-items.ts";

/**
 * Adyen's standard payment webhooks. (Those of its platforms, banking and management are `adyen-platform`.)
 *
 * Each item of a request is signed by itself and all have to be right. Only eight fields of an item are: its references,
 * merchant account, amount, event code and success. The reason, the date and all additional data are not proved:
 * protect them with TLS and the basic authentication that Adyen offers, and do not decide by them.
 *
 * A key is hex, and works some time after it was changed: keep the old one until then. Adyen's own library decodes
 * signatures leniently; here they are exact.
 *
 * Scheme read in @adyen/api-library 32.1.0; retries (for up to 30 days, in order) from Adyen's documentation.
 * @see https://docs.adyen.com/development-resources/webhooks/secure-webhooks/verify-hmac-signatures
 */
export const adyen = defineProvider({
  id: "adyen",
  name: "Adyen",
  docs: "https://docs.adyen.com/development-resources/webhooks/secure-webhooks/verify-hmac-signatures",
  scheme: adyenItems(),
  body: json,
  split: (payload) => {
    const items = fieldAt(payload, "notificationItems");
    return Array.isArray(items) ? items.map((item) => fieldAt(item, "NotificationRequestItem") ?? null) : [];
  },
  identify: ({ payload }) => ({
    id: idOf(payload),
    type: textAt(payload, "eventCode") ?? "unknown",
    time: isoTimeAt(payload, "eventDate"),
    subject: textAt(payload, "originalReference") ?? textAt(payload, "pspReference"),
  }),
  horizonSeconds: 31 * 86_400,
  deadlineSeconds: 10,
  // What older contracts ask for; any 2xx is enough for newer ones.
  response: {
    status: 200,
    headers: { "content-type": "text/plain; charset=utf-8" },
    body: "[accepted]",
  },
  domain: adyenMapping,
});

/** Reference and event code make an event; a failure and the success that follows it share both. */
function idOf(payload: Json): string | undefined {
  const reference = textAt(payload, "pspReference");
  const code = textAt(payload, "eventCode");
  const success = textAt(payload, "success") ?? "";
  return reference === undefined || code === undefined ? undefined : `${code}:${reference}:${success}`;
}
