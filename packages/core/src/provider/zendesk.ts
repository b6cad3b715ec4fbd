import { isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { zendeskMapping } from "../mapping/zendesk.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";
import { utf8Secret } from "../scheme/secret-form.ts";

/**
 * The secret that Zendesk signs with while a webhook is tried out before it is saved. It is in the documentation, so
 * anyone can sign with it.
 */
const publicTestSecret = "dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ==";

/**
 * Zendesk: event webhooks, and webhooks of triggers and automations, whose body an administrator writes.
 *
 * Key is the signing secret as it is shown: it looks like base64 and is not decoded. Time and body are put together
 * without anything between. The type is without its `zen:event-type:`; what a trigger sends has none. The secret of
 * trial requests is public, and refused as a secret here.
 *
 * Scheme read in third-party code (n8n, trigger.dev); retries from memory, not confirmed.
 * @see https://developer.zendesk.com/documentation/webhooks/verifying/
 */
export const zendesk = defineProvider({
  id: "zendesk",
  name: "Zendesk",
  docs: "https://developer.zendesk.com/documentation/webhooks/verifying/",
  scheme: hmac({
    signature: "x-zendesk-webhook-signature",
    content: "{timestamp}{body}",
    encoding: "base64",
    secret: {
      ...utf8Secret(),
      toKey: (secret) => (secret.trim() === publicTestSecret ? undefined : Buffer.from(secret, "utf8")),
    },
    timestamp: { header: "x-zendesk-webhook-signature-timestamp", unit: "iso8601", toleranceSeconds: 300 },
  }),
  body: json,
  identify: ({ payload, header }) => {
    const type = textAt(payload, "type");
    const isEvent = type?.startsWith("zen:event-type:") === true;
    return {
      id: isEvent ? textAt(payload, "id") : header("x-zendesk-webhook-invocation-id"),
      type: isEvent ? type.slice("zen:event-type:".length) : "trigger",
      time: isEvent ? isoTimeAt(payload, "time") : undefined,
      subject: isEvent ? (textAt(payload, "detail.id") ?? textAt(payload, "subject")) : undefined,
    };
  },
  // Three retries within a few minutes; generous, since it is not known how long a circuit breaker holds them back.
  horizonSeconds: 2 * 86_400,
  deadlineSeconds: 12,
  record: { days: 7, hasPayloads: true, settings: ["subdomain"] },
  domain: zendeskMapping,
});
