import { textAt, unixTimeAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import type { Json } from "../event.ts";
import { sentryMapping } from "../mapping/sentry.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";

/**
 * Sentry's integration platform: internal and public integrations. The key is the integration's client secret.
 *
 * The documentation's samples sign `JSON.stringify` of the parsed body; what is signed is the body as sent. Nothing
 * else is: the resource, the request id and the time of a genuine body could be swapped by whoever holds one. The type
 * is the resource with the action: `issue.created`.
 *
 * Scheme from third-party code; the deadline of one second from Sentry's changelog; retries from memory, not confirmed.
 * @see https://docs.sentry.io/organization/integrations/integration-platform/webhooks/
 */
export const sentry = defineProvider({
  id: "sentry",
  name: "Sentry",
  docs: "https://docs.sentry.io/organization/integrations/integration-platform/webhooks/",
  scheme: hmac({ signature: "sentry-hook-signature" }),
  body: json,
  identify: ({ payload, header }) => {
    const resource = header("sentry-hook-resource") ?? "unknown";
    const action = textAt(payload, "action");
    return {
      id: header("request-id"),
      type: action === undefined ? resource : `${resource}.${action}`,
      time: unixTimeAt({ sent: header("sentry-hook-timestamp") ?? null }, "sent"),
      subject: subjectOf(payload),
    };
  },
  // Nothing is promised to be sent again; a day to spare.
  horizonSeconds: 86_400,
  deadlineSeconds: 1,
  domain: sentryMapping,
});

const subjects = [
  "data.issue.id",
  "data.event.issue_id",
  "data.error.issue_id",
  "data.metric_alert.id",
  "data.comment_id",
  "data.installation.uuid",
  "installation.uuid",
];

function subjectOf(payload: Json): string | undefined {
  for (const path of subjects) {
    const found = textAt(payload, path);
    if (found !== undefined) return found;
  }
  return undefined;
}
