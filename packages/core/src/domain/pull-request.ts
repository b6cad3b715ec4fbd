import { defineDomainEvent } from "./definition.ts";
import { count, flag, id, list, maybe, shape, text, time } from "./field.ts";

const fields = {
  pullRequestId: id,
  /** `owner/name` of the repository that it asks to change. */
  repository: text,
  number: count,
  title: text,
  author: maybe(text),
  draft: maybe(flag),
  url: maybe(text),
  /** The branch that it asks to change. */
  baseBranch: text,
  headBranch: text,
  headCommit: maybe(id),
  labels: maybe(list(text)),
};

const pullRequest = shape(fields);

/** A change that asks to be taken in (a merge request, where they are called so). */
export const pullRequestEvents = {
  "pull_request.opened": defineDomainEvent({
    description: "A pull request was opened.",
    schema: pullRequest,
  }),
  "pull_request.updated": defineDomainEvent({
    description: "Commits, the title, the branch it aims at or its readiness changed.",
    schema: pullRequest,
  }),
  "pull_request.reopened": defineDomainEvent({
    description: "A closed pull request was opened again.",
    schema: pullRequest,
  }),
  "pull_request.closed": defineDomainEvent({
    description: "A pull request was closed without being merged.",
    schema: pullRequest,
  }),
  "pull_request.merged": defineDomainEvent({
    description: "A pull request was merged.",
    schema: shape({
      ...fields,
      mergeCommit: maybe(id),
      mergedBy: maybe(text),
      mergedAt: maybe(time),
    }),
  }),
};
