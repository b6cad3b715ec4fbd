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

function branchOf(side: unknown): unknown {
  return fields(fields(fields(side))["branch"])["name"];
}

function nameOf(account: unknown): unknown {
  const { nickname, display_name: displayName } = fields(account);
  return nickname ?? displayName;
}

function linkOf(entry: Fields, name: string): unknown {
  return fields(fields(entry["links"])[name])["href"];
}
