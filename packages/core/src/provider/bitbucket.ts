import { fieldAt, isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { elements, fields } from "../domain/read.ts";
import type { Json, JsonObject } from "../event.ts";
import { bitbucketMapping } from "../mapping/bitbucket.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";
import { prefixed } from "../scheme/signature-format.ts";

/**
 * Bitbucket Cloud, and Data Center, which signs the same way.
 *
 * `X-Hub-Signature` is a legacy name that carries SHA-256 here; a `sha1=` value is refused. A push of several branches
 * becomes one event a branch. Nothing but the body is signed: the type of a genuine body (`X-Event-Key`) could be
 * swapped by whoever holds one.
 *
 * Scheme from third-party code; 10 seconds and retries (two, after a 5xx) from the documentation.
 * @see https://support.atlassian.com/bitbucket-cloud/docs/manage-webhooks/
 */
export const bitbucket = defineProvider({
  id: "bitbucket",
  name: "Bitbucket",
  docs: "https://support.atlassian.com/bitbucket-cloud/docs/manage-webhooks/",
  scheme: hmac({ signature: "x-hub-signature", format: prefixed("sha256=") }),
  body: json,
  split: eachChange,
  identify: ({ payload, whole, index, header }) => {
    // Data Center calls it X-Request-Id. Whether a retry keeps it is not documented: if not, it is a new event.
    const requestId = header("x-request-uuid") ?? header("x-request-id");
    const isOneOfMany = elements(fieldAt(whole, "push.changes")).length > 1;
    return {
      id: requestId !== undefined && isOneOfMany ? `${requestId}:${index}` : requestId,
      type: header("x-event-key") ?? textAt(payload, "eventKey") ?? "unknown",
      time:
        isoTimeAt(payload, "pullrequest.updated_on") ??
        isoTimeAt(payload, "issue.updated_on") ??
        isoTimeAt(payload, "commit_status.updated_on") ??
        isoTimeAt(payload, "date"),
      subject: subjectOf(payload),
    };
  },
  // Two retries soon after; resent by hand from the log. A week to spare.
  // https://support.atlassian.com/bitbucket-cloud/docs/troubleshoot-webhooks/
  horizonSeconds: 7 * 86_400,
  deadlineSeconds: 10,
  retries: { header: "x-attempt-number", from: 2 },
  domain: bitbucketMapping,
});

/** Pull requests and issues are numbered within a repository, so its id belongs to theirs. */
function subjectOf(payload: Json): string | undefined {
  const repository = textAt(payload, "repository.uuid");
  const number = textAt(payload, "pullrequest.id") ?? textAt(payload, "issue.id");
  if (repository !== undefined && number !== undefined) return `${repository}:${number}`;
  const key = textAt(payload, "commit_status.key");
  const commit = textAt(payload, "commit_status.commit.hash");
  if (key !== undefined && commit !== undefined) return `${commit}:${key}`;
  return repository ?? textAt(payload, "pullRequest.id") ?? textAt(payload, "repository.id");
}

/** A push lists every ref that moved: each is an event of its own, with the rest of the payload. */
function eachChange(payload: Json): readonly Json[] {
  const changes = fieldAt(payload, "push.changes");
  if (!Array.isArray(changes) || changes.length < 2) return [payload];
  const whole = payload as JsonObject; // safe: it has a field
  const push = fields(whole["push"]) as JsonObject; // safe: JSON that has a field
  return changes.map((change: Json) => ({ ...whole, push: { ...push, changes: [change] } }));
}
