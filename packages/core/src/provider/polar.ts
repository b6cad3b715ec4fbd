import { isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { polarMapping } from "../mapping/polar.ts";
import { defineProvider } from "../provider.ts";
import { utf8Secret } from "../scheme/secret-form.ts";
import { standardWebhooksScheme } from "../scheme/standard-webhooks.ts";

/**
 * Polar: Standard Webhooks, but the secret's whole text is the key, in UTF-8 and prefix and all. (Polar's library
 * encodes it in base64 first, since what it hands it to decodes that again.)
 *
 * Scheme read in @polar-sh/sdk 0.49.0. Ten retries are from memory, without their spacing.
 * @see https://polar.sh/docs/integrate/webhooks/delivery
 */
export const polar = defineProvider({
  id: "polar",
  name: "Polar",
  docs: "https://polar.sh/docs/integrate/webhooks/delivery",
  scheme: standardWebhooksScheme({ secret: utf8Secret({ prefix: "polar_whs_" }) }),
  body: json,
  identify: ({ payload, header }) => ({
    id: header("webhook-id"), // the same on every retry
    type: textAt(payload, "type") ?? "unknown",
    time: isoTimeAt(payload, "timestamp"),
    subject: textAt(payload, "data.id"),
  }),
  horizonSeconds: 7 * 86_400,
  deadlineSeconds: 20,
  record: { days: 30, hasPayloads: true },
  domain: polarMapping,
});
