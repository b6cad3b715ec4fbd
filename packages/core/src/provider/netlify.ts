import { isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { netlifyMapping } from "../mapping/netlify.ts";
import { defineProvider } from "../provider.ts";
import { hmacJwt } from "../scheme/hmac-jwt.ts";

/**
 * Netlify, HTTP notifications with a JWS secret.
 *
 * The token holds a digest of the body, and no time: a delivery that someone has seen can be sent again at any time,
 * and is then recognised by its id for as long as the horizon. The type (`X-Netlify-Event`) is not covered.
 *
 * Scheme from third-party code; that nothing is sent again, and that hooks are switched off after six failures, from
 * memory, not confirmed.
 * @see https://docs.netlify.com/deploy/deploy-notifications/#payload-signature
 */
export const netlify = defineProvider({
  id: "netlify",
  name: "Netlify",
  docs: "https://docs.netlify.com/deploy/deploy-notifications/#payload-signature",
  scheme: hmacJwt({
    header: "x-webhook-signature",
    body: { name: "sha256", encoding: "hex" },
    issuer: "netlify",
    age: "none",
  }),
  body: json,
  identify: ({ payload, header }) => {
    const type = header("x-netlify-event") ?? textAt(payload, "state") ?? "unknown";
    const deployId = textAt(payload, "id");
    return {
      id: deployId === undefined ? undefined : `${type}:${deployId}`, // one deploy goes through several events
      type,
      time: isoTimeAt(payload, "updated_at") ?? isoTimeAt(payload, "created_at"),
      subject: deployId,
    };
  },
  // Not sent again as far as is known. Since the signature never ages, long: what is older could be replayed.
  horizonSeconds: 30 * 86_400,
  domain: netlifyMapping,
});
