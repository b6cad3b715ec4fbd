import { hmac } from "./hmac.ts";
import type { Scheme } from "./scheme.ts";
import { base64Secret, type SecretForm } from "./secret-form.ts";
import { entries } from "./signature-format.ts";

export interface StandardWebhooksSpec {
  /** What the three headers start with. Default `webhook-`; Svix and what is hosted on it use `svix-`. */
  readonly headerPrefix?: string;
  /** Default: base64 after `whsec_`, the prefix optional. Polar and BigCommerce use the UTF-8 bytes. */
  readonly secret?: SecretForm;
  readonly toleranceSeconds?: number;
}

/**
 * Symmetric signatures (`v1`) of Standard Webhooks. Other versions in the list are ignored.
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function standardWebhooksScheme(spec: StandardWebhooksSpec = {}): Scheme {
  const {
    headerPrefix = "webhook-",
    secret = base64Secret({ prefix: "whsec_" }),
    toleranceSeconds = 300,
  } = spec;
  return hmac({
    signature: `${headerPrefix}signature`,
    format: entries({ separator: " ", signature: "v1," }),
    content: `{header:${headerPrefix}id}.{timestamp}.{body}`,
    encoding: "base64",
    secret,
    timestamp: { header: `${headerPrefix}timestamp`, unit: "seconds", toleranceSeconds },
  });
}
