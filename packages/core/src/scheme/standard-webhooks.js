import { hmac } from "./hmac.ts";
import { base64Secret } from "./secret-form.ts";
import { entries } from "./signature-format.ts";
/**
 * Symmetric signatures (`v1`) of Standard Webhooks. Other versions in the list are ignored.
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function standardWebhooksScheme(spec = {}) {
    const { headerPrefix = "webhook-", secret = base64Secret({ prefix: "whsec_" }), toleranceSeconds = 300, } = spec;
    return hmac({
        signature: `${headerPrefix}signature`,
        format: entries({ separator: " ", signature: "v1," }),
        content: `{header:${headerPrefix}id}.{timestamp}.{body}`,
        encoding: "base64",
        secret,
        timestamp: { header: `${headerPrefix}timestamp`, unit: "seconds", toleranceSeconds },
    });
}
