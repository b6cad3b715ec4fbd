import { isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { workosMapping } from "../mapping/workos.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";
import { entries } from "../scheme/signature-format.ts";

/**
 * WorkOS: users, organizations, directories, connections.
 *
 * The time is in milliseconds, and there is a space between the header's two parts. WorkOS's own library signs the
 * payload written anew as JSON, which WorkOS's own bodies stand; here it is the bytes as they came. Unlike that
 * library, a time in the future is refused too.
 *
 * Scheme read in @workos-inc/node 8.13.0, which is the tests' oracle; retries from memory, not confirmed.
 * @see https://workos.com/docs/events/data-syncing/webhooks
 */
export const workos = defineProvider({
  id: "workos",
  name: "WorkOS",
  docs: "https://workos.com/docs/events/data-syncing/webhooks",
  scheme: hmac({
    signature: "workos-signature",
    format: entries({ timestamp: "t=", signature: "v1=" }),
    content: "{timestamp}.{body}",
    timestamp: { unit: "milliseconds", toleranceSeconds: 180 },
  }),
  body: json,
  identify: ({ payload }) => ({
    id: textAt(payload, "id"),
    type: textAt(payload, "event") ?? "unknown",
    time: isoTimeAt(payload, "created_at"),
    subject: textAt(payload, "data.id"),
  }),
  // Twelve times over three days, and time to spare.
  horizonSeconds: 7 * 86_400,
  record: { days: 30, hasPayloads: true },
  domain: workosMapping,
});
