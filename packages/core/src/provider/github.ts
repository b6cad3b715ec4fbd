import { fieldAt, textAt } from "../body/field.ts";
import { jsonOrForm } from "../body/form.ts";
import { translate } from "../domain/read.ts";
import type { Json } from "../event.ts";
import { githubMapping } from "../mapping/github.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";
import { prefixed } from "../scheme/signature-format.ts";

/**
 * GitHub, for repositories, organisations and apps; both content types.
 *
 * `X-Hub-Signature` (SHA-1), which is still sent, is never looked at. The type is the event with the payload's action:
 * `pull_request.opened`, `push`. A hook's first delivery is an ordinary `ping`.
 *
 * Nothing but the body is signed: the event and delivery id of a genuine body could be swapped by whoever holds one.
 *
 * Scheme read in @octokit/webhooks-methods 6.0.0; its published example verifies. GitHub does not retry by itself, says
 * its documentation.
 * @see https://docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries
 */
export const github = defineProvider({
  id: "github",
  name: "GitHub",
  docs: "https://docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries",
  scheme: hmac({ signature: "x-hub-signature-256", format: prefixed("sha256=") }),
  body: jsonOrForm,
  identify: ({ payload, header }) => {
    const event = header("x-github-event") ?? "unknown";
    const action = fieldAt(payload, "action");
    return {
      id: header("x-github-delivery"), // the same on a redelivery
      type: typeof action === "string" && action !== "" ? `${event}.${action}` : event,
      time: undefined, // no header and no common field says when
      subject: subjectOf(event, payload),
    };
  },
  // A delivery can be sent again for 3 days, by hand or through the API.
  // https://docs.github.com/en/webhooks/using-webhooks/handling-failed-webhook-deliveries
  horizonSeconds: 4 * 86_400,
  deadlineSeconds: 10,
  record: { days: 3, hasPayloads: true, settings: ["repository", "organization", "app"] },
  domain: githubMapping,
});

/** The node id of what the event is named after, else of the repository or organisation: these survive renames. */
function subjectOf(event: string, payload: Json): string | undefined {
  const entity = translate(event, entities) ?? event;
  return (
    textAt(payload, `${entity}.node_id`) ??
    textAt(payload, "repository.node_id") ??
    textAt(payload, "organization.node_id")
  );
}

/** Where an event is not named as its entity is. */
const entities: Readonly<Record<string, string>> = {
  issues: "issue",
  issue_comment: "comment",
  pull_request_review: "review",
  pull_request_review_comment: "comment",
  commit_comment: "comment",
  discussion_comment: "comment",
  branch_protection_rule: "rule",
};
