import { isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { svixMapping } from "../mapping/svix.ts";
import { defineProvider } from "../provider.ts";
import { standardWebhooksScheme } from "../scheme/standard-webhooks.ts";

/**
 * Any product that sends through Svix and has no preset of its own: `svix-*` headers.
 *
 * What is in the body is up to that product; most write `type`, some `eventType`, a few `event`. Svix's library takes
 * `webhook-*` headers as well: a source that gets those is `standard-webhooks`.
 *
 * Scheme read in svix 1.99.1, which is the tests' oracle; retries from Svix's documentation.
 * @see https://docs.svix.com/receiving/verifying-payloads/how
 */
export const svix = defineProvider({
  id: "svix",
  name: "Svix",
  docs: "https://docs.svix.com/receiving/verifying-payloads/how",
  scheme: standardWebhooksScheme({ headerPrefix: "svix-" }),
  body: json,
  identify: ({ payload, header }) => ({
    id: header("svix-id"), // the same on every retry
    type:
      textAt(payload, "type") ?? textAt(payload, "eventType") ?? textAt(payload, "event_type") ?? "unknown",
    time: isoTimeAt(payload, "timestamp"),
    subject: textAt(payload, "data.id"),
  }),
  // At once, then after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 10 h; resent by hand for as long as messages are kept.
  // https://docs.svix.com/retries
  horizonSeconds: 30 * 86_400,
  deadlineSeconds: 15,
  record: { days: 90, hasPayloads: true, settings: ["application"] },
  domain: svixMapping,
});
