import { textAt, unixTimeAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { bigcommerceMapping } from "../mapping/bigcommerce.ts";
import { defineProvider } from "../provider.ts";
import { utf8Secret } from "../scheme/secret-form.ts";
import { standardWebhooksScheme } from "../scheme/standard-webhooks.ts";

/**
 * BigCommerce: Standard Webhooks. The secret is the app's client secret as it is, in UTF-8; the documentation encodes it
 * in base64 only because the library that it uses decodes it again. Hooks made before signing began are not signed:
 * make them anew. (`X-BC-Signature`, which some pages describe, does not exist.)
 *
 * A hook names what changed; the type is its scope, `store/order/created`.
 *
 * Scheme and retries (eleven within some 48 hours, then the hook is switched off) from BigCommerce's documentation.
 * @see https://developer.bigcommerce.com/docs/integrations/webhooks
 */
export const bigcommerce = defineProvider({
  id: "bigcommerce",
  name: "BigCommerce",
  docs: "https://developer.bigcommerce.com/docs/integrations/webhooks",
  scheme: standardWebhooksScheme({ secret: utf8Secret() }),
  body: json,
  identify: ({ payload, header }) => ({
    id: header("webhook-id") ?? textAt(payload, "hash"),
    type: textAt(payload, "scope") ?? "unknown",
    time: unixTimeAt(payload, "created_at"),
    subject: textAt(payload, "data.id"),
  }),
  horizonSeconds: 7 * 86_400,
  response: { status: 200 },
  domain: bigcommerceMapping,
});
