import { textAt, unixMillisecondsAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { vercelMapping } from "../mapping/vercel.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";

/**
 * Vercel: webhooks of an account or team, and of integrations (whose key is the integration's client secret).
 *
 * SHA-1 is all that Vercel offers here; as an HMAC it holds.
 *
 * Scheme from third-party code; retries for up to 24 hours from memory, not confirmed.
 * @see https://vercel.com/docs/webhooks/webhooks-api
 */
export const vercel = defineProvider({
  id: "vercel",
  name: "Vercel",
  docs: "https://vercel.com/docs/webhooks/webhooks-api",
  scheme: hmac({ signature: "x-vercel-signature", algorithm: "sha1" }),
  body: json,
  identify: ({ payload }) => ({
    id: textAt(payload, "id"),
    type: textAt(payload, "type") ?? "unknown",
    time: unixMillisecondsAt(payload, "createdAt"),
    subject:
      textAt(payload, "payload.deployment.id") ??
      textAt(payload, "payload.project.id") ??
      textAt(payload, "payload.domain.name") ??
      textAt(payload, "payload.configuration.id"),
  }),
  // Retried for up to 24 hours; two days to spare.
  horizonSeconds: 3 * 86_400,
  deadlineSeconds: 30,
  domain: vercelMapping,
});
