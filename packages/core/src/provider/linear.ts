import { isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { linearMapping } from "../mapping/linear.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";

/**
 * Linear. The time of sending is in the signed body (`webhookTimestamp`); the `Linear-Timestamp` header is not signed
 * and never looked at. The type is the entity with the action: `Issue.create`.
 *
 * Scheme read in @linear/sdk 98.0.0; 5 seconds and retries (after 1 minute, 1 hour, 6 hours) from Linear's
 * documentation.
 * @see https://linear.app/developers/webhooks
 */
export const linear = defineProvider({
  id: "linear",
  name: "Linear",
  docs: "https://linear.app/developers/webhooks",
  scheme: hmac({
    signature: "linear-signature",
    timestamp: { field: "webhookTimestamp", unit: "milliseconds", toleranceSeconds: 60 },
  }),
  body: json,
  identify: ({ payload, header }) => {
    const entity = textAt(payload, "type") ?? header("linear-event") ?? "unknown";
    const action = textAt(payload, "action");
    return {
      id: header("linear-delivery"),
      type: action === undefined ? entity : `${entity}.${action}`,
      time: isoTimeAt(payload, "createdAt"),
      subject:
        textAt(payload, "data.id") ??
        textAt(payload, "notification.id") ??
        textAt(payload, "agentSession.id"),
    };
  },
  // Three retries within some 7 hours; two days to spare. https://developers.linear.app/docs/graphql/webhooks
  horizonSeconds: 3 * 86_400,
  deadlineSeconds: 5,
  // When this sending was signed.
  volatile: ["webhookTimestamp"],
  domain: linearMapping,
});
