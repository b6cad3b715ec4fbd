import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { elements, type Fields, fields, idText, instant } from "../domain/read.ts";

/*
 * Field names from Bitbucket Cloud's documentation of event payloads. Pull requests are numbered within a repository
 * and have no other id, so the repository's id belongs to theirs. Commits are cut to 12 digits in pull requests.
 */

/** Bitbucket Cloud; the provider's types are its event keys. Data Center's are other words, and stay passthrough. */
export const bitbucketMapping = defineMapping({
  "repo:push": row("code.pushed", pushed),

  "pullrequest:created": row("pull_request.opened", pullRequest),
  "pullrequest:updated": row("pull_request.updated", pullRequest),
  "pullrequest:rejected": row("pull_request.closed", pullRequest),
  "pullrequest:fulfilled": row("pull_request.merged", merged),
  "pullrequest:approved": row("pull_request.reviewed", reviewed("approval", "approved")),
  "pullrequest:unapproved": row("pull_request.reviewed", reviewed("approval", "dismissed")),
  "pullrequest:changes_request_created": row(
    "pull_request.reviewed",
    reviewed("changes_request", "changes_requested"),
  ),
  "pullrequest:changes_request_removed": row(
    "pull_request.reviewed",
    reviewed("changes_request", "dismissed"),
  ),
  "pullrequest:comment_created": row("pull_request.commented", commentedOnPullRequest),

  "issue:created": row("issue.opened", issue),
  "issue:updated": [
    row("issue.closed", issue, {
      when: (input) => isDone(status(input)["new"]) && !isDone(status(input)["old"]),
    }),
    row("issue.reopened", issue, {
      when: (input) => isDone(status(input)["old"]) && !isDone(status(input)["new"]),
    }),
    row("issue.updated", issue),
  ],
  "issue:comment_created": row("issue.commented", commentedOnIssue),

  "repo:commit_status_created": buildRows(),
  "repo:commit_status_updated": buildRows(),
});

function pushed({ payload }: MappingInput): DomainFields<"code.pushed"> {
  const event = fields(payload);
  const change = fields(elements(fields(event["push"])["changes"])[0]);
  const before = fields(change["old"]);
  const after = fields(change["new"]);
  const { type, name } = "name" in after ? after : before;
  const isTag = type === "tag" || type === "annotated_tag";
  const commits = elements(change["commits"]).map(commit);
  return {
    repository: fields(event["repository"])["full_name"],
    ref: typeof name === "string" ? `refs/${isTag ? "tags" : "heads"}/${name}` : undefined,
    branch: isTag ? undefined : name,
    tag: isTag ? name : undefined,
    before: fields(before["target"])["hash"],
    after: fields(after["target"])["hash"],
    created: change["created"],
    deleted: change["closed"],
    forced: change["forced"],
    pusher: nameOf(event["actor"]),
    commitCount: commits.length, // it lists at most five, newest first
    commits,
    url: linkOf(change, "html"),
  };
}

function commit(value: unknown): Fields {
  const entry = fields(value);
  const author = fields(entry["author"]);
  return {
    commitId: entry["hash"],
    message: entry["message"],
    author: nameOf(author["user"]) ?? author["raw"],
    url: linkOf(entry, "html"),
  };
}

function pullRequest({ payload }: MappingInput): DomainFields<"pull_request.opened"> {
  const repository = fields(fields(payload)["repository"]);
  const entry = fields(fields(payload)["pullrequest"]);
  const source = fields(entry["source"]);
  return {
    pullRequestId: `${String(repository["uuid"])}:${idText(entry["id"]) ?? ""}`,
    repository: repository["full_name"],
    number: entry["id"],
    title: entry["title"],
    author: nameOf(entry["author"]),
    draft: entry["draft"],
    url: linkOf(entry, "html"),
    baseBranch: branchOf(entry["destination"]),
    headBranch: branchOf(source),
    headCommit: fields(source["commit"])["hash"],
    labels: undefined,
  };
}

function merged(input: MappingInput): DomainFields<"pull_request.merged"> {
  const entry = fields(fields(input.payload)["pullrequest"]);
  return {
    ...pullRequest(input),
    mergeCommit: fields(entry["merge_commit"])["hash"],
    mergedBy: nameOf(entry["closed_by"]),
    mergedAt: instant(entry["updated_on"]),
  };
}

function reviewed(
  name: "approval" | "changes_request",
  verdict: "approved" | "changes_requested" | "dismissed",
): (input: MappingInput) => DomainFields<"pull_request.reviewed"> {
  return (input) => ({
    ...pullRequest(input),
    verdict,
    reviewer: nameOf(fields(fields(input.payload)[name])["user"]),
  });
}

function commentedOnPullRequest(input: MappingInput): DomainFields<"pull_request.commented"> {
  return { ...pullRequest(input), ...commentOf(input) };
}

function commentedOnIssue(input: MappingInput): DomainFields<"issue.commented"> {
  return { ...issue(input), ...commentOf(input) };
}

function commentOf({ payload }: MappingInput): Fields {
  const comment = fields(fields(payload)["comment"]);
  return {
    commentId: idText(comment["id"]),
    comment: fields(comment["content"])["raw"],
    commentAuthor: nameOf(comment["user"]),
    commentUrl: linkOf(comment, "html"),
  };
}

/** Issues are numbered within a repository, as pull requests are. */
function issue({ payload }: MappingInput): DomainFields<"issue.opened"> {
  const repository = fields(fields(payload)["repository"]);
  const entry = fields(fields(payload)["issue"]);
  const number = idText(entry["id"]) ?? "";
  const assignee = nameOf(entry["assignee"]);
  return {
    issueId: `${String(repository["uuid"])}:${number}`,
    key: `#${number}`,
    title: entry["title"],
    repository: repository["full_name"],
    status: entry["state"],
    priority: entry["priority"],
    author: nameOf(entry["reporter"]),
    assignees: assignee === undefined ? [] : [assignee],
    url: linkOf(entry, "html"),
  };
}

function status({ payload }: MappingInput): Fields {
  return fields(fields(fields(payload)["changes"])["status"]);
}

function isDone(state: unknown): boolean {
  return ["resolved", "invalid", "duplicate", "wontfix", "closed"].includes(String(state));
}

function buildRows() {
  const is = (state: string) => (input: MappingInput) => commitStatus(input)["state"] === state;
  return [
    row("build.started", build, { when: is("INPROGRESS") }),
    row("build.succeeded", build, { when: is("SUCCESSFUL") }),
    row("build.failed", build, { when: is("FAILED") }),
    row("build.canceled", build, { when: is("STOPPED") }),
  ];
}

function commitStatus({ payload }: MappingInput): Fields {
  return fields(fields(payload)["commit_status"]);
}

/** What Pipelines and other systems report of a commit; a key names one of them for that commit. */
function build(input: MappingInput): DomainFields<"build.succeeded"> {
  const entry = commitStatus(input);
  const commitOfIt = fields(entry["commit"]);
  const { hash } = commitOfIt;
  return {
    buildId: `${String(hash)}:${String(entry["key"])}`,
    name: entry["name"],
    repository: fields(fields(input.payload)["repository"])["full_name"],
    branch: entry["refname"],
    commit: hash,
    commitMessage: commitOfIt["message"],
    url: entry["url"],
    startedAt: instant(entry["created_on"]),
    finishedAt: entry["state"] === "INPROGRESS" ? undefined : instant(entry["updated_on"]),
  };
}

function branchOf(side: unknown): unknown {
  return fields(fields(side)["branch"])["name"];
}

function nameOf(account: unknown): unknown {
  const { nickname, display_name: displayName } = fields(account);
  return nickname ?? displayName;
}

function linkOf(entry: Fields, name: string): unknown {
  return fields(fields(entry["links"])[name])["href"];
}
