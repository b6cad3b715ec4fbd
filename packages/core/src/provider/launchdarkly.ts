import { textAt, unixMillisecondsAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { launchdarklyMapping } from "../mapping/launchdarkly.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";

/**
 * LaunchDarkly: entries of the audit log. The type is the kind with the first action: `flag.updateOn`. Signed only
 * where the webhook has a secret. Deliveries may come out of order.
 *
 * Scheme from third-party code; retries from memory, not confirmed.
 * @see https://launchdarkly.com/docs/home/infrastructure/webhooks
 */
export const launchdarkly = defineProvider({
  id: "launchdarkly",
  name: "LaunchDarkly",
  docs: "https://launchdarkly.com/docs/home/infrastructure/webhooks",
  scheme: hmac({ signature: "x-ld-signature" }),
  body: json,
  identify: ({ payload }) => {
    const kind = textAt(payload, "kind") ?? "unknown";
    const action = textAt(payload, "accesses.0.action");
    return {
      id: textAt(payload, "_id"),
      type: action === undefined ? kind : `${kind}.${action}`,
      time: unixMillisecondsAt(payload, "date"),
      subject: textAt(payload, "target.resources.0") ?? textAt(payload, "accesses.0.resource"),
    };
  },
  // Unknown; three days are meant to be generous.
  horizonSeconds: 3 * 86_400,
  domain: launchdarklyMapping,
});
