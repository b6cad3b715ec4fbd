import { fieldAt, parseIsoTime, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import type { Json } from "../event.ts";
import { gitlabMapping } from "../mapping/gitlab.ts";
import { defineProvider } from "../provider.ts";
import type { Scheme } from "../scheme/scheme.ts";
import { base64Secret } from "../scheme/secret-form.ts";
import { standardWebhooksScheme } from "../scheme/standard-webhooks.ts";
import { token } from "../scheme/token.ts";

const signingTokenPrefix = "whsec_";

/**
 * GitLab: project, group and system hooks.
 *
 * Two kinds of secret. A signing token (`whsec_…`, GitLab 19) signs as Standard Webhooks do; the older secret token is
 * sent as it is in `X-Gitlab-Token` and proves nothing about the body. Once a source has a signing token among its
 * secrets, only signatures are believed. The type is the payload's kind with its action: `merge_request.open`, `push`.
 *
 * Signing scheme from the documentation (GitLab's merge request 230944); the 10 seconds, and that hooks are switched
 * off after failures, as GitLab's own tickets quote its documentation. That failed hooks are not sent again by themselves
 * is from memory, not confirmed.
 * @see https://docs.gitlab.com/user/project/integrations/webhooks/
 */
export const gitlab = defineProvider({
  id: "gitlab",
  name: "GitLab",
  docs: "https://docs.gitlab.com/user/project/integrations/webhooks/",
  scheme: signingOrSecretToken(),
  body: json,
  identify: ({ payload, header }) => {
    const kind = textAt(payload, "object_kind") ?? textAt(payload, "event_name") ?? "unknown";
    const action = fieldAt(payload, "object_attributes.action") ?? fieldAt(payload, "action");
    return {
      // Both are the same on a retry. X-Gitlab-Event-UUID is not enough: hooks that one event sets off share it.
      id: header("webhook-id") ?? header("idempotency-key"),
      type: typeof action === "string" && action !== "" ? `${kind}.${action}` : kind,
      time: timeOf(payload),
      subject: subjectOf(kind, payload),
    };
  },
  // Sent once; by hand (UI, API) from the log of the last days. A week to spare.
  horizonSeconds: 7 * 86_400,
  deadlineSeconds: 10,
  record: { days: 7, hasPayloads: true, settings: ["project", "group"] },
  domain: gitlabMapping,
});

function signingOrSecretToken(): Scheme {
  const signed = standardWebhooksScheme({
    secret: base64Secret({ prefix: signingTokenPrefix, prefixRequired: true }),
  });
  const shared = token({ at: "x-gitlab-token" });
  const isSigningToken = (secret: unknown): boolean =>
    typeof secret === "string" && secret.startsWith(signingTokenPrefix);
  return {
    verify: (input) =>
      Array.isArray(input.secrets) && input.secrets.some(isSigningToken)
        ? signed.verify(input)
        : shared.verify(input),
    sign: (input) => (isSigningToken(input.secret) ? signed.sign(input) : shared.sign(input)),
    createSecret: signed.createSecret,
  };
}

function subjectOf(kind: string, payload: Json): string | undefined {
  const isOfProject = kind === "push" || kind === "tag_push";
  return (
    (isOfProject ? textAt(payload, "project_id") : undefined) ??
    textAt(payload, "object_attributes.id") ??
    textAt(payload, "deployment_id") ??
    textAt(payload, "build_id") ??
    textAt(payload, "id") ??
    textAt(payload, "project_id") ??
    textAt(payload, "project.id") ??
    textAt(payload, "user_id") ??
    textAt(payload, "group_id")
  );
}

const timePaths = [
  "object_attributes.finished_at",
  "object_attributes.updated_at",
  "object_attributes.created_at",
  "status_changed_at",
  "build_finished_at",
  "build_started_at",
  "released_at",
  "updated_at",
  "created_at",
];

/** GitLab writes ISO 8601 in newer payloads, `2013-12-03 17:23:34 UTC` in older ones. */
function timeOf(payload: Json): Date | undefined {
  for (const path of timePaths) {
    const text = fieldAt(payload, path);
    if (typeof text === "string") return parseIsoTime(text.replace(/ UTC$/, "Z").replace(" +", "+"));
  }
  return undefined;
}
