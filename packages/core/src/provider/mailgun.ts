import { textAt, unixTimeAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { mailgunMapping } from "../mapping/mailgun.ts";
import { defineProvider } from "../provider.ts";
import { mailgunScheme } from "../scheme/mailgun.ts";

/**
 * Mailgun's webhooks. The key is the HTTP webhook signing key, which is not the API key.
 *
 * The event data itself is NOT signed, only a timestamp and a token are: whoever learns a signature can send another
 * event with it for 12 hours, which is how long retries need. Fetch what matters from the API. Inbound messages
 * (routes), which are forms, are not taken.
 *
 * Scheme from hookdeck/webhook-skills and Mailgun's documentation; payloads and retries from its documentation.
 * @see https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/securing-webhooks
 */
export const mailgun = defineProvider({
  id: "mailgun",
  name: "Mailgun",
  docs: "https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/securing-webhooks",
  scheme: mailgunScheme(),
  body: json,
  identify: ({ payload }) => ({
    id: textAt(payload, "event-data.id"),
    type: textAt(payload, "event-data.event") ?? "unknown",
    time: unixTimeAt(payload, "event-data.timestamp"),
    subject: textAt(payload, "event-data.message.headers.message-id"),
  }),
  // After 10, 10, 15 and 30 minutes, 1, 2 and 4 hours (https://help.mailgun.com/hc/en-us/articles/202236504-Webhooks);
  // resent by hand for as long as events are kept, 5 to 30 days, which is from memory, not confirmed.
  horizonSeconds: 7 * 86_400,
  // Whether a retry is signed anew is told differently in different places.
  volatile: ["signature"],
  record: { days: 3, hasPayloads: true, settings: ["domain"] },
  domain: mailgunMapping,
});
