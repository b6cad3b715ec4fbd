import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { elements, type Fields, fields, idText, instant } from "../domain/read.ts";

/*
 * Field names from GitHub's own schemas (@octokit/openapi-webhooks-types). Ids are node ids, which GraphQL takes and
 * which stay when a repository is renamed. Of the actions that tell one thing twice only one is mapped: a release that
 * is given out sends `published`, `released` or `prereleased`, and often `created`.
 */

/** GitHub; the provider's types are the event with its action, `pull_request.opened`. */
export const githubMapping = defineMapping({
  push: row("code.pushed", (input) => pushed(fields(input.payload))),

  "pull_request.opened": row("pull_request.opened", pullRequest),
  "pull_request.reopened": row("pull_request.reopened", pullRequest),
  "pull_request.synchronize": row("pull_request.updated", pullRequest),
  "pull_request.edited": row("pull_request.updated", pullRequest),
  "pull_request.ready_for_review": row("pull_request.updated", pullRequest),
  "pull_request.converted_to_draft": row("pull_request.updated", pullRequest),
  "pull_request.closed": [
    row("pull_request.merged", merged, { when: (input) => request(input)["merged"] === true }),
    row("pull_request.closed", pullRequest),
  ],

  "release.published": row("release.published", release),
  "release.edited": row("release.updated", release),
  "release.unpublished": row("release.unpublished", release),
  "release.deleted": row("release.deleted", release),
});

/** What a ref points to before it is made, and after it is deleted. */
const noCommit = /^0+$/;

function pushed(payload: Fields): DomainFields<"code.pushed"> {
  const ref = payload["ref"];
  const commits = elements(payload["commits"]).map(commit);
  return {
    repository: repositoryOf(payload),
    ref,
    branch: after(ref, "refs/heads/"),
    tag: after(ref, "refs/tags/"),
    before: commitId(payload["before"]),
    after: commitId(payload["after"]),
    created: payload["created"],
    deleted: payload["deleted"],
    forced: payload["forced"],
    pusher: fields(payload["pusher"])["name"],
    commitCount: commits.length,
    commits,
    url: payload["compare"],
  };
}

function commit(value: unknown): Fields {
  const { id, message, author, url } = fields(value);
  const { username, name } = fields(author);
  return { commitId: id, message, author: username ?? name, url };
}

function commitId(value: unknown): unknown {
  return typeof value === "string" && noCommit.test(value) ? undefined : value;
}

function request({ payload }: MappingInput): Fields {
  return fields(fields(payload)["pull_request"]);
}

function pullRequest(input: MappingInput): DomainFields<"pull_request.opened"> {
  const entry = request(input);
  const head = fields(entry["head"]);
  return {
    pullRequestId: globalId(entry),
    repository: repositoryOf(fields(input.payload)),
    number: entry["number"],
    title: entry["title"],
    author: loginOf(entry["user"]),
    draft: entry["draft"],
    url: entry["html_url"],
    baseBranch: fields(entry["base"])["ref"],
    headBranch: head["ref"],
    headCommit: head["sha"],
    labels: elements(entry["labels"]).map((label) => fields(label)["name"]),
  };
}

function merged(input: MappingInput): DomainFields<"pull_request.merged"> {
  const entry = request(input);
  return {
    ...pullRequest(input),
    mergeCommit: entry["merge_commit_sha"],
    mergedBy: loginOf(entry["merged_by"]),
    mergedAt: instant(entry["merged_at"]),
  };
}

function release(input: MappingInput): DomainFields<"release.published"> {
  const payload = fields(input.payload);
  const entry = fields(payload["release"]);
  return {
    releaseId: globalId(entry),
    repository: repositoryOf(payload),
    tag: entry["tag_name"],
    name: entry["name"],
    prerelease: entry["prerelease"],
    author: loginOf(entry["author"]),
    url: entry["html_url"],
    publishedAt: instant(entry["published_at"]),
  };
}

function repositoryOf(payload: Fields): unknown {
  return fields(payload["repository"])["full_name"];
}

/** A deleted account is `null` here. */
function loginOf(user: unknown): unknown {
  return fields(user)["login"];
}

function globalId(entry: Fields): unknown {
  return entry["node_id"] ?? idText(entry["id"]);
}

function after(ref: unknown, prefix: string): string | undefined {
  return typeof ref === "string" && ref.startsWith(prefix) ? ref.slice(prefix.length) : undefined;
}
