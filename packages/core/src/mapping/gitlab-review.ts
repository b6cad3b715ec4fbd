import { type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { elements, type Fields, fields, idText, instant } from "../domain/read.ts";
import { actorIf, attributes, repositoryOf } from "./gitlab-entity.ts";

/** The domain fields of a merge request. */
export function mergeRequest(input: MappingInput): DomainFields<"pull_request.opened"> {
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

/** Those of one that was merged. */
export function merged(input: MappingInput): DomainFields<"pull_request.merged"> {
  const entry = attributes(input);
  return {
    ...mergeRequest(input),
    mergeCommit: entry["merge_commit_sha"],
    mergedBy: fields(fields(input.payload)["user"])["username"],
    mergedAt: instant(entry["merged_at"]),
  };
}

/** Those of one that was approved, or is so no more. */
export function reviewed(
  verdict: "approved" | "dismissed",
): (input: MappingInput) => DomainFields<"pull_request.reviewed"> {
  return (input) => ({
    ...mergeRequest(input),
    verdict,
    reviewer: fields(fields(input.payload)["user"])["username"],
  });
}

/** The domain fields of an issue. */
export function issue(input: MappingInput): DomainFields<"issue.opened"> {
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

/** Comments on commits and snippets stay passthrough. */
export function noteRows() {
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
