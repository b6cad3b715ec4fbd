import { defineFamily, type FamilyWords } from "./definition.ts";
import { count, flag, id, list, maybe, oneOf, shape, text, time } from "./field.ts";

const fields = {
  pullRequestId: id,
  repository: text,
  number: count,
  title: text,
  author: maybe(text),
  draft: maybe(flag),
  url: maybe(text),
  baseBranch: text,
  headBranch: text,
  headCommit: maybe(id),
  labels: maybe(list(text)),
};

const pullRequest = shape(fields);

export const pullRequestEvents = defineFamily({
  "pull_request.opened": pullRequest,
  "pull_request.updated": pullRequest,
  "pull_request.reopened": pullRequest,
  "pull_request.closed": pullRequest,
  "pull_request.merged": shape({
    ...fields,
    mergeCommit: maybe(id),
    mergedBy: maybe(text),
    mergedAt: maybe(time),
  }),
  "pull_request.reviewed": shape({
    ...fields,
    reviewId: maybe(id),
    verdict: maybe(oneOf(["approved", "changes_requested", "commented", "dismissed"])),
    reviewer: maybe(text),
    comment: maybe(text),
  }),
  "pull_request.commented": shape({
    ...fields,
    baseBranch: maybe(text),
    headBranch: maybe(text),
    commentId: maybe(id),
    comment: maybe(text),
    commentAuthor: maybe(text),
    commentUrl: maybe(text),
  }),
});

export const pullRequestWords = {
  family: "A change that asks to be taken in (a merge request, where they are called so).",
  types: {
    "pull_request.opened": "A pull request was opened.",
    "pull_request.updated": "Commits, the title, the branch it aims at or its readiness changed.",
    "pull_request.reopened": "A closed pull request was opened again.",
    "pull_request.closed": "A pull request was closed without being merged.",
    "pull_request.merged": "A pull request was merged.",
    "pull_request.reviewed": "Someone reviewed a pull request.",
    "pull_request.commented": "Someone wrote a comment on a pull request, or on a line of it.",
  },
  fields: {
    repository: "`owner/name` of the repository that it asks to change.",
    baseBranch: "The branch that it asks to change.",
    comment: "What they wrote.",
  },
  fieldsOf: {
    "pull_request.commented": { baseBranch: "Absent where the provider tells of the comment alone." },
  },
} satisfies FamilyWords<typeof pullRequestEvents>;
