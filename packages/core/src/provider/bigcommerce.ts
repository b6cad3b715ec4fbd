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
 * A hook names what changed; the type is its scope, `store/order/created`. Its `hash` is what BigCommerce says to tell an
 * event by: it is the same where a hook fires twice, and in the list of what could not be delivered, which has no
 * `webhook-id`.
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
  identify: ({ payload, header }) => {
    const type = textAt(payload, "scope") ?? "unknown";
    const hash = textAt(payload, "hash");
    return {
      // With the scope and the second: what exactly is hashed is not documented.
      id:
        hash === undefined ? header("webhook-id") : `${type}:${hash}:${textAt(payload, "created_at") ?? ""}`,
      type,
      time: unixTimeAt(payload, "created_at"),
      subject: textAt(payload, "data.id"),
    };
  },
  horizonSeconds: 7 * 86_400,
  response: { status: 200 },
  record: { days: 7, hasPayloads: true, settings: ["store"] },
  domain: bigcommerceMapping,
});
