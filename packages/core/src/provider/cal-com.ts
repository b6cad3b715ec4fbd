import { isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { calComMapping } from "../mapping/cal-com.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";

/**
 * Cal.com: bookings, meetings, recordings, routing forms.
 *
 * A webhook without a secret sends `no-secret-provided` in place of the signature: that is refused as malformed. No
 * time is signed. `payload.uid` is the booking, and the same in all of its events: there is no event id. A custom
 * payload template that an administrator wrote is signed alike and may lack all of these fields.
 *
 * Scheme read in third-party code (n8n, trigger.dev); retries are not published.
 * @see https://cal.com/docs/developing/guides/automation/webhooks
 */
export const calCom = defineProvider({
  id: "cal-com",
  name: "Cal.com",
  docs: "https://cal.com/docs/developing/guides/automation/webhooks",
  scheme: hmac({ signature: "x-cal-signature-256" }),
  body: json,
  identify: ({ payload }) => ({
    id: undefined,
    type: textAt(payload, "triggerEvent") ?? "unknown",
    time: isoTimeAt(payload, "createdAt"),
    subject: textAt(payload, "payload.uid") ?? textAt(payload, "uid"),
  }),
  // Nothing is published: generous.
  horizonSeconds: 86_400,
  domain: calComMapping,
});
