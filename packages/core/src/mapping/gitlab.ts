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

function mergeRequest(input: MappingInput): DomainFields<"pull_request.opened"> {
  return mergeRequestOf(input, attributes(input));
}

function mergeRequestOf({ payload }: MappingInput, entry: Fields): DomainFields<"pull_request.opened"> {
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
  const entry = attributes(input);
  return {
    ...mergeRequest(input),
    mergeCommit: entry["merge_commit_sha"],
    mergedBy: fields(fields(input.payload)["user"])["username"],
    mergedAt: instant(entry["merged_at"]),
  };
}

function reviewed(
  verdict: "approved" | "dismissed",
): (input: MappingInput) => DomainFields<"pull_request.reviewed"> {
  return (input) => ({
    ...mergeRequest(input),
    verdict,
    reviewer: fields(fields(input.payload)["user"])["username"],
  });
}

/** Comments on commits and snippets stay passthrough. */
function noteRows() {
  const isOn = (kind: string) => (input: MappingInput) => attributes(input)["noteable_type"] === kind;
  return [
    row("issue.commented", commentedOnIssue, { when: isOn("Issue"), subject: idOfEntity("issue") }),
    row("pull_request.commented", commentedOnMergeRequest, {
      when: isOn("MergeRequest"),
      subject: idOfEntity("merge_request"),
    }),
  ];
}

function idOfEntity(name: string): (input: MappingInput) => string | undefined {
  return ({ payload }) => idText(fields(fields(payload)[name])["id"]);
}

function commentedOnIssue(input: MappingInput): DomainFields<"issue.commented"> {
  return { ...issueOf(input, fields(fields(input.payload)["issue"])), ...noteOf(input) };
}

function commentedOnMergeRequest(input: MappingInput): DomainFields<"pull_request.commented"> {
  return { ...mergeRequestOf(input, fields(fields(input.payload)["merge_request"])), ...noteOf(input) };
}

function noteOf(input: MappingInput): Fields {
  const { id, note, url, author_id: authorId } = attributes(input);
  return {
    commentId: idText(id),
    comment: note,
    commentAuthor: actorIf(input.payload, authorId),
    commentUrl: url,
  };
}

function attributes({ payload }: MappingInput): Fields {
  return fields(fields(payload)["object_attributes"]);
}

function issue(input: MappingInput): DomainFields<"issue.opened"> {
  return issueOf(input, attributes(input));
}

function issueOf({ payload }: MappingInput, entry: Fields): DomainFields<"issue.opened"> {
  const event = fields(payload);
  const number = idText(entry["iid"]);
  return {
    issueId: idText(entry["id"]),
    key: number === undefined ? undefined : `#${number}`,
    title: entry["title"],
    repository: repositoryOf(event),
    projectId: idText(entry["project_id"]),
    status: entry["state"],
    author: actorIf(payload, entry["author_id"]),
    assignees: elements(event["assignees"]).map((assignee) => fields(assignee)["username"]),
    labels: elements(event["labels"] ?? entry["labels"]).map((label) => fields(label)["title"]),
    url: entry["url"],
  };
}

function hasStatus(status: string): (input: MappingInput) => boolean {
  return (input) => (attributes(input)["status"] ?? fields(input.payload)["status"]) === status;
}

function pipeline(input: MappingInput): DomainFields<"build.succeeded"> {
  const event = fields(input.payload);
  const entry = attributes(input);
  const { ref, tag } = entry;
  return {
    buildId: idText(entry["id"]),
    name: entry["name"],
    number: entry["iid"],
    project: fields(event["project"])["name"],
    repository: repositoryOf(event),
    branch: tag === true ? undefined : ref,
    tag: tag === true ? ref : undefined,
    commit: entry["sha"],
    commitMessage: fields(event["commit"])["message"],
    author: fields(event["user"])["username"],
    url: entry["url"],
    startedAt: gitlabInstant(entry["created_at"]),
    finishedAt: gitlabInstant(entry["finished_at"]),
    durationSeconds: entry["duration"],
  };
}

function deployment({ payload }: MappingInput): DomainFields<"deployment.created"> {
  const event = fields(payload);
  return {
    deploymentId: idText(event["deployment_id"]),
    project: fields(event["project"])["name"],
    repository: repositoryOf(event),
    environment: event["environment"],
    branch: event["ref"],
    commit: event["short_sha"],
    commitMessage: event["commit_title"],
    author: fields(event["user"])["username"],
    url: event["environment_external_url"],
    logUrl: event["deployable_url"],
  };
}

function user({ payload }: MappingInput): DomainFields<"user.created"> {
  const { user_id: id, email, name, username, created_at: createdAt } = fields(payload);
  return { userId: idText(id), email, name, username, createdAt: instant(createdAt) };
}

function failedLogin(input: MappingInput): DomainFields<"user.sign_in_failed"> {
  return { ...user(input), reason: fields(input.payload)["state"] };
}

function group({ payload }: MappingInput): DomainFields<"organization.created"> {
  const { group_id: id, name, full_path: fullPath, path } = fields(payload);
  return { organizationId: idText(id), name, slug: fullPath ?? path };
}

function member({ payload }: MappingInput): DomainFields<"organization.member_added"> {
  const event = fields(payload);
  return {
    organizationId: idText(event["group_id"]),
    name: event["group_name"],
    slug: event["group_path"],
    userId: idText(event["user_id"]),
    userEmail: event["user_email"],
    userName: event["user_username"] ?? event["user_name"],
    role: event["group_access"],
  };
}

function groupId({ payload }: MappingInput): string | undefined {
  return idText(fields(payload)["group_id"]);
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
