import { textAt, unixMillisecondsAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { jiraMapping } from "../mapping/jira.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";
import { prefixed } from "../scheme/signature-format.ts";

/**
 * Jira Cloud: webhooks made by an administrator (UI, or `/rest/webhooks/1.0/webhook`) with a secret.
 *
 * `X-Hub-Signature` names its method, and only `sha256` is believed. Public material contradicts itself on whether
 * webhooks that apps register (`/rest/api/3/webhook`) are signed at all; those of Connect apps carry a JWT instead,
 * which is not understood here.
 *
 * Scheme and retries (five, 5 to 15 minutes apart) from third-party code and text.
 * @see https://developer.atlassian.com/cloud/jira/platform/webhooks/
 */
export const jira = defineProvider({
  id: "jira",
  name: "Jira",
  docs: "https://developer.atlassian.com/cloud/jira/platform/webhooks/",
  scheme: hmac({ signature: "x-hub-signature", format: prefixed("sha256=") }),
  body: json,
  identify: ({ payload, header }) => {
    const type = textAt(payload, "webhookEvent") ?? "unknown";
    return {
      id: header("x-atlassian-webhook-identifier"), // the same on every retry
      type,
      time: unixMillisecondsAt(payload, "timestamp"),
      subject: textAt(payload, `${entityOf(type)}.id`) ?? textAt(payload, "issue.id"),
    };
  },
  // Five retries within some 75 minutes; two days to spare.
  horizonSeconds: 2 * 86_400,
  deadlineSeconds: 30,
  retries: { header: "x-atlassian-webhook-retry", from: 1 },
  domain: jiraMapping,
});

/** What an event is about: `comment` of `comment_created`, `issue` of `jira:issue_updated`. */
function entityOf(type: string): string {
  return type.replace(/^jira:/, "").replace(/_[a-z]+$/, "");
}
