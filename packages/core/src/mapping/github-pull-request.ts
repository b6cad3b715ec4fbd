import type { DomainFields, MappingInput } from "../domain/mapping.ts";
import { elements, type Fields, fields, instant, known, someText } from "../domain/read.ts";
import { comment, globalId, loginOf, repositoryOf } from "./github-entity.ts";

/** The pull request of an event, as GitHub writes it. */
export function request({ payload }: MappingInput): Fields {
  return fields(fields(payload)["pull_request"]);
}

/** Its domain fields. */
export function pullRequest(input: MappingInput): DomainFields<"pull_request.opened"> {
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

/** Those of one that was merged. */
export function merged(input: MappingInput): DomainFields<"pull_request.merged"> {
  const entry = request(input);
  return {
    ...pullRequest(input),
    mergeCommit: entry["merge_commit_sha"],
    mergedBy: loginOf(entry["merged_by"]),
    mergedAt: instant(entry["merged_at"]),
  };
}

/** Those of one that was reviewed, or whose review was dismissed. */
export function reviewed(input: MappingInput): DomainFields<"pull_request.reviewed"> {
  const review = fields(fields(input.payload)["review"]);
  return {
    ...pullRequest(input),
    reviewId: globalId(review),
    verdict: known(review["state"], ["approved", "changes_requested", "commented", "dismissed"]),
    reviewer: loginOf(review["user"]),
    comment: someText(review["body"]),
  };
}

/** Those of one with a comment on a line of it. */
export function commentedOnLine(input: MappingInput): DomainFields<"pull_request.commented"> {
  return { ...pullRequest(input), ...comment(input) };
}

/** Those of one with a comment on its page. That comes with its issue alone, which does not know the branches. */
export function commentedOnRequest(input: MappingInput): DomainFields<"pull_request.commented"> {
  const { payload } = input;
  const entry = fields(fields(payload)["issue"]);
  return {
    pullRequestId: globalId(entry), // a pull request's issue has the pull request's node id
    repository: repositoryOf(fields(payload)),
    number: entry["number"],
    title: entry["title"],
    author: loginOf(entry["user"]),
    draft: entry["draft"],
    url: entry["html_url"],
    labels: elements(entry["labels"]).map((label) => fields(label)["name"]),
    ...comment(input),
  };
}
