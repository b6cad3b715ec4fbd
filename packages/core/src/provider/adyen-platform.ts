import { isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { adyenPlatformMapping } from "../mapping/adyen-platform.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";
import { hexSecret } from "../scheme/secret-form.ts";

/**
 * Adyen's webhooks of platforms, banking and management: the whole body is signed, in the header `HmacSignature`. (Its
 * payment webhooks, which are signed item by item, are `adyen`.)
 *
 * The key is hex. An event has no id that is the same whenever it is sent, so the same bytes are the same event.
 *
 * Scheme read in @adyen/api-library 32.1.0 (`validateHMACSignature`); retries from Adyen's documentation.
 * @see https://docs.adyen.com/development-resources/webhooks/secure-webhooks/verify-hmac-signatures
 */
export const adyenPlatform = defineProvider({
  id: "adyen-platform",
  name: "Adyen for Platforms",
  docs: "https://docs.adyen.com/development-resources/webhooks/secure-webhooks/verify-hmac-signatures",
  scheme: hmac({ signature: "hmacsignature", encoding: "base64", secret: hexSecret() }),
  body: json,
  identify: ({ payload }) => ({
    id: undefined,
    type: textAt(payload, "type") ?? "unknown",
    time: isoTimeAt(payload, "timestamp") ?? isoTimeAt(payload, "createdAt"),
    subject: textAt(payload, "data.id"),
  }),
  horizonSeconds: 31 * 86_400,
  deadlineSeconds: 10,
  domain: adyenPlatformMapping,
});
