import { isoTimeAt, textAt, unixMillisecondsAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { clerkMapping } from "../mapping/clerk.ts";
import { defineProvider } from "../provider.ts";
import { standardWebhooksScheme } from "../scheme/standard-webhooks.ts";

/**
 * Clerk, sent by Svix: `svix-*` headers, and the key is base64 after `whsec_`.
 *
 * The payload has no id of its own: Svix's message id, the same on every retry and every resend, stands for the event.
 *
 * Scheme read in @clerk/backend 2.33.8 and svix 1.99.1; retries are Svix's, from its documentation.
 * @see https://clerk.com/docs/webhooks/overview
 */
export const clerk = defineProvider({
  id: "clerk",
  name: "Clerk",
  docs: "https://clerk.com/docs/webhooks/overview",
  scheme: standardWebhooksScheme({ headerPrefix: "svix-" }),
  body: json,
  identify: ({ payload, header }) => ({
    id: header("svix-id"),
    type: textAt(payload, "type") ?? "unknown",
    time: unixMillisecondsAt(payload, "timestamp") ?? isoTimeAt(payload, "timestamp"),
    subject: textAt(payload, "data.id"),
  }),
  // Svix tries for about 28 hours (https://docs.svix.com/retries), and can be told to send again from its portal for as
  // long as it keeps messages, which is from memory.
  horizonSeconds: 30 * 86_400,
  deadlineSeconds: 15,
  domain: clerkMapping,
});
