import { fieldAt, isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import type { Json } from "../event.ts";
import { gocardlessMapping } from "../mapping/gocardless.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";

/**
 * GoCardless. One request carries up to 250 events, which are accepted together or not at all; a request without any
 * (the dashboard's test) is answered with success.
 *
 * The type is the resource with its action, `payments.confirmed`. Events name what changed and carry no amounts.
 *
 * Scheme read in gocardless-nodejs 10.1.2. The eight retries are from memory, without their spacing, so the horizon is
 * generous. The documentation asks for 498 on a bad signature; Hookyard's 401 is retried in the same way.
 * @see https://developer.gocardless.com/getting-started/api/handling-webhooks/
 */
export const gocardless = defineProvider({
  id: "gocardless",
  name: "GoCardless",
  docs: "https://developer.gocardless.com/getting-started/api/handling-webhooks/",
  scheme: hmac({ signature: "webhook-signature" }),
  body: json,
  split: (payload) => {
    const events = fieldAt(payload, "events");
    return Array.isArray(events) ? events : [];
  },
  identify: ({ payload }) => ({
    id: textAt(payload, "id"),
    type: typeOf(payload),
    time: isoTimeAt(payload, "created_at"),
    subject: subjectOf(payload),
  }),
  horizonSeconds: 14 * 86_400,
  deadlineSeconds: 10,
  record: { days: 90, hasPayloads: true },
  domain: gocardlessMapping,
});

function typeOf(payload: Json): string {
  const resource = textAt(payload, "resource_type");
  const action = textAt(payload, "action");
  return resource === undefined || action === undefined ? (resource ?? "unknown") : `${resource}.${action}`;
}

/** Of the links, the one of the resource itself: `payment` for `payments`. */
function subjectOf(payload: Json): string | undefined {
  const resource = textAt(payload, "resource_type") ?? "";
  return textAt(payload, `links.${resource.replace(/s$/, "")}`);
}
