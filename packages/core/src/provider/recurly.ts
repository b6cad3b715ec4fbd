import { isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { recurlyMapping } from "../mapping/recurly.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";
import { entries } from "../scheme/signature-format.ts";

/**
 * Recurly's JSON webhooks. Those in XML are not signed and not spoken: choose JSON for the endpoint.
 *
 * The header starts with the time in milliseconds, followed by a signature for each active key. The type is the kind of
 * object with what happened to it: `subscription.created`. A notification names the object and carries none of it.
 *
 * Scheme and retries (ten, ever further apart, some three days in all) from Recurly's documentation; its library for Node
 * verifies nothing.
 * @see https://docs.recurly.com/recurly-subscriptions/docs/signature-verification
 */
export const recurly = defineProvider({
  id: "recurly",
  name: "Recurly",
  docs: "https://docs.recurly.com/recurly-subscriptions/docs/signature-verification",
  scheme: hmac({
    signature: "recurly-signature",
    format: entries({ timestamp: "", signature: "" }),
    content: "{timestamp}.{body}",
    timestamp: { unit: "milliseconds", toleranceSeconds: 300 },
  }),
  body: json,
  identify: ({ payload }) => {
    const event = textAt(payload, "event_type") ?? "unknown";
    const object = textAt(payload, "object_type");
    return {
      id: textAt(payload, "id"),
      type: object === undefined ? event : `${object}.${event}`,
      time: isoTimeAt(payload, "event_time"),
      subject: textAt(payload, "uuid") ?? textAt(payload, "account_code"),
    };
  },
  // https://docs.recurly.com/recurly-subscriptions/docs/automatic-retries
  horizonSeconds: 7 * 86_400,
  deadlineSeconds: 5,
  domain: recurlyMapping,
});
