import type { DomainFields, MappingInput } from "../domain/mapping.ts";
import { elements, fields, idText } from "../domain/read.ts";
import { comment, globalId, loginOf, repositoryOf } from "./github-entity.ts";

/** The domain fields of an issue. */
export function issue({ payload }: MappingInput): DomainFields<"issue.opened"> {
  const entry = fields(fields(payload)["issue"]);
  const number = idText(entry["number"]);
  return {
    issueId: globalId(entry),
    key: number === undefined ? undefined : `#${number}`,
    title: entry["title"],
    repository: repositoryOf(fields(payload)),
    status: entry["state"],
    author: loginOf(entry["user"]),
    assignees: elements(entry["assignees"]).map(loginOf),
    labels: elements(entry["labels"]).map((label) => fields(label)["name"]),
    url: entry["html_url"],
  };
}

/** Those of one with a comment. */
export function commented(input: MappingInput): DomainFields<"issue.commented"> {
  return { ...issue(input), ...comment(input) };
}

/** Whether the comment is on a pull request, which is an issue to GitHub. */
export function isOnPullRequest({ payload }: MappingInput): boolean {
  return fields(fields(payload)["issue"])["pull_request"] !== undefined;
}
