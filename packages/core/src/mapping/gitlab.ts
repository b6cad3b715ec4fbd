import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { elements, type Fields, fields, idText, instant } from "../domain/read.ts";

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

  "release.create": row("release.published", release),
  "release.update": row("release.updated", release),
  "release.delete": row("release.deleted", release),
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
    forced: false, // GitLab does not tell a forced push from another
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

function mergeRequest({ payload }: MappingInput): DomainFields<"pull_request.opened"> {
  const entry = fields(fields(payload)["object_attributes"]);
  return {
    pullRequestId: idText(entry["id"]),
    repository: repositoryOf(fields(payload)),
    number: entry["iid"],
    title: entry["title"],
    author: actorIf(payload, entry["author_id"]),
    draft: entry["draft"] ?? entry["work_in_progress"],
    url: entry["url"],
    baseBranch: entry["target_branch"],
    headBranch: entry["source_branch"],
    headCommit: fields(entry["last_commit"])["id"],
    labels: elements(fields(payload)["labels"] ?? entry["labels"]).map((label) => fields(label)["title"]),
  };
}

function merged(input: MappingInput): DomainFields<"pull_request.merged"> {
  const entry = fields(fields(input.payload)["object_attributes"]);
  return {
    ...mergeRequest(input),
    mergeCommit: entry["merge_commit_sha"],
    mergedBy: fields(fields(input.payload)["user"])["username"],
    mergedAt: instant(entry["merged_at"]),
  };
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

function repositoryOf(payload: Fields): unknown {
  return fields(payload["project"])["path_with_namespace"];
}

function actorIf(payload: unknown, authorId: unknown): unknown {
  const user = fields(fields(payload)["user"]);
  return authorId !== undefined && user["id"] === authorId ? user["username"] : undefined;
}

/** ISO 8601, or `2013-12-03 17:23:34 UTC` in some payloads. */
function gitlabInstant(value: unknown): string | undefined {
  return instant(typeof value === "string" ? value.replace(/ UTC$/, "Z") : value);
}

function after(ref: unknown, prefix: string): string | undefined {
  return typeof ref === "string" && ref.startsWith(prefix) ? ref.slice(prefix.length) : undefined;
}
