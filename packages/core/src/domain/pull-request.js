import { defineFamily } from "./definition.ts";
import { count, described, flag, id, list, maybe, oneOf, shape, text, time } from "./field.ts";
const fields = {
    pullRequestId: id,
    repository: described(text, "`owner/name` of the repository that it asks to change."),
    number: count,
    title: text,
    author: maybe(text),
    draft: maybe(flag),
    url: maybe(text),
    baseBranch: described(text, "The branch that it asks to change."),
    headBranch: text,
    headCommit: maybe(id),
    labels: maybe(list(text)),
};
const pullRequest = shape(fields);
export const pullRequestEvents = defineFamily("A change that asks to be taken in (a merge request, where they are called so).", {
    "pull_request.opened": {
        description: "A pull request was opened.",
        schema: pullRequest,
    },
    "pull_request.updated": {
        description: "Commits, the title, the branch it aims at or its readiness changed.",
        schema: pullRequest,
    },
    "pull_request.reopened": {
        description: "A closed pull request was opened again.",
        schema: pullRequest,
    },
    "pull_request.closed": {
        description: "A pull request was closed without being merged.",
        schema: pullRequest,
    },
    "pull_request.merged": {
        description: "A pull request was merged.",
        schema: shape({
            ...fields,
            mergeCommit: maybe(id),
            mergedBy: maybe(text),
            mergedAt: maybe(time),
        }),
    },
    "pull_request.reviewed": {
        description: "Someone reviewed a pull request.",
        schema: shape({
            ...fields,
            reviewId: maybe(id),
            verdict: maybe(oneOf(["approved", "changes_requested", "commented", "dismissed"])),
            reviewer: maybe(text),
            comment: maybe(text, "What they wrote."),
        }),
    },
    "pull_request.commented": {
        description: "Someone wrote a comment on a pull request, or on a line of it.",
        schema: shape({
            ...fields,
            baseBranch: maybe(text, "Absent where the provider tells of the comment alone."),
            headBranch: maybe(text),
            commentId: maybe(id),
            comment: maybe(text, "What they wrote."),
            commentAuthor: maybe(text),
            commentUrl: maybe(text),
        }),
    },
});
