import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { elements, type Fields, fields, idText } from "../domain/read.ts";
import { deployment, hasStatus, pipeline } from "./gitlab-build.ts";
import { gitlabInstant, repositoryOf } from "./gitlab-entity.ts";
import { failedLogin, group, groupId, member, user } from "./gitlab-people.ts";
import { issue, merged, mergeRequest, noteRows, reviewed } from "./gitlab-review.ts";

/*
 * Field names from GitLab's documentation of webhook events. Ids are the global ones; `number` is what people see
 * (`!12`). The payload names who acted: that is the author only where the ids agree.
 */

/** GitLab; the provider's types are the payload's kind with its action, `merge_request.open`. */
export const gitlabMapping = defineMapping({
  push: row("code.pushed", pushed),
  tag_push: row("code.pushed", pushed),

  "merge_request.open": row("pull_request.opened", mergeRequest),
  "merge_request.reopen": row("pull_request.reopened", mergeRequest),
  "merge_request.update": row("pull_request.updated", mergeRequest),
  "merge_request.close": row("pull_request.closed", mergeRequest),
  "merge_request.merge": row("pull_request.merged", merged),
  "merge_request.approved": row("pull_request.reviewed", reviewed("approved")),
  "merge_request.approval": row("pull_request.reviewed", reviewed("approved")), // one of several that are needed
  "merge_request.unapproved": row("pull_request.reviewed", reviewed("dismissed")),
  "merge_request.unapproval": row("pull_request.reviewed", reviewed("dismissed")),

  "issue.open": row("issue.opened", issue),
  "issue.update": row("issue.updated", issue),
  "issue.close": row("issue.closed", issue),
  "issue.reopen": row("issue.reopened", issue),
  note: noteRows(),
  "note.create": noteRows(),

  pipeline: [
    row("build.created", pipeline, { when: hasStatus("pending") }),
    row("build.started", pipeline, { when: hasStatus("running") }),
    row("build.succeeded", pipeline, { when: hasStatus("success") }),
    row("build.failed", pipeline, { when: hasStatus("failed") }),
    row("build.canceled", pipeline, { when: hasStatus("canceled") }),
  ],
  deployment: [
    row("deployment.created", deployment, { when: hasStatus("created") }),
    row("deployment.started", deployment, { when: hasStatus("running") }),
    row("deployment.succeeded", deployment, { when: hasStatus("success") }),
    row("deployment.failed", deployment, { when: hasStatus("failed") }),
    row("deployment.canceled", deployment, { when: hasStatus("canceled") }),
  ],

  "release.create": row("release.published", release),
  "release.update": row("release.updated", release),
  "release.delete": row("release.deleted", release),

  user_create: row("user.created", user),
  user_rename: row("user.updated", user),
  user_destroy: row("user.deleted", user),
  user_failed_login: row("user.sign_in_failed", failedLogin),
  group_create: row("organization.created", group),
  group_rename: row("organization.updated", group),
  group_destroy: row("organization.deleted", group),
  user_add_to_group: row("organization.member_added", member, { subject: groupId }),
  user_update_for_group: row("organization.member_updated", member, { subject: groupId }),
  user_remove_from_group: row("organization.member_removed", member, { subject: groupId }),
});

/** What a ref points to before it is made, and after it is deleted. */
const noCommit = /^0+$/;

function pushed({ payload }: MappingInput): DomainFields<"code.pushed"> {
  const push = fields(payload);
  const ref = push["ref"];
  return {
    repository: repositoryOf(push),
    ref,
    branch: after(ref, "refs/heads/"),
    tag: after(ref, "refs/tags/"),
    before: commitId(push["before"]),
    after: commitId(push["after"]),
    created: commitId(push["before"]) === undefined,
    deleted: commitId(push["after"]) === undefined,
    forced: undefined, // GitLab does not tell
    pusher: push["user_username"] ?? push["user_name"],
    commitCount: push["total_commits_count"], // it lists at most 20
    commits: elements(push["commits"]).map(commit),
    url: undefined,
  };
}

function commit(value: unknown): Fields {
  const { id, message, author, url } = fields(value);
  return { commitId: id, message, author: fields(author)["name"], url };
}

function commitId(value: unknown): unknown {
  return typeof value !== "string" || noCommit.test(value) ? undefined : value;
}

function release({ payload }: MappingInput): DomainFields<"release.published"> {
  const entry = fields(payload);
  return {
    releaseId: idText(entry["id"]),
    repository: repositoryOf(entry),
    tag: entry["tag"],
    name: entry["name"],
    prerelease: undefined,
    author: undefined,
    url: entry["url"],
    publishedAt: gitlabInstant(entry["released_at"]),
  };
}

function after(ref: unknown, prefix: string): string | undefined {
  return typeof ref === "string" && ref.startsWith(prefix) ? ref.slice(prefix.length) : undefined;
}
