import { textAt, unixTimeAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { planetscaleMapping } from "../mapping/planetscale.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";

/**
 * PlanetScale: branches, deploy requests, keyspaces. There is no event id.
 *
 * Scheme from third-party code; retries unknown.
 * @see https://planetscale.com/docs/api/webhooks
 */
export const planetscale = defineProvider({
  id: "planetscale",
  name: "PlanetScale",
  docs: "https://planetscale.com/docs/api/webhooks",
  scheme: hmac({ signature: "x-planetscale-signature" }),
  body: json,
  identify: ({ payload }) => ({
    id: undefined,
    type: textAt(payload, "event") ?? "unknown",
    time: unixTimeAt(payload, "timestamp"),
    subject: textAt(payload, "resource.id") ?? textAt(payload, "database"),
  }),
  // Unknown; three days are meant to be generous. The payload's own time tells equal events apart.
  horizonSeconds: 3 * 86_400,
  domain: planetscaleMapping,
});
