import { defineFamily } from "./definition.ts";
import { id, list, maybe, shape, text, time } from "./field.ts";
const fields = {
    issueId: id,
    key: maybe(text, "What people call it: `#12`, `SHOP-7`."),
    title: maybe(text, "Absent where the provider sends only what changed."),
    repository: maybe(text, "`owner/name`, where it belongs to a repository."),
    projectId: maybe(id, "The project, board or list that it belongs to."),
    status: maybe(text, "The state in the team's own words: `In Progress`."),
    priority: maybe(text),
    author: maybe(text),
    assignees: maybe(list(text)),
    labels: maybe(list(text)),
    dueAt: maybe(time),
    url: maybe(text),
};
const issue = shape(fields);
export const issueEvents = defineFamily("Work that someone tracks: an issue, task, card, story, bug, or an error that a monitor groups.", {
    "issue.opened": { description: "An issue was opened.", schema: issue },
    "issue.updated": {
        description: "Something about an issue changed: text, state, assignee, labels.",
        schema: issue,
    },
    "issue.closed": { description: "An issue was closed, done or resolved.", schema: issue },
    "issue.reopened": { description: "A closed issue was opened again.", schema: issue },
    "issue.deleted": {
        description: "An issue was removed. Some providers give only the id.",
        schema: issue,
    },
    "issue.commented": {
        description: "Someone wrote a comment on an issue.",
        schema: shape({
            ...fields,
            commentId: maybe(id),
            comment: maybe(text, "What they wrote."),
            commentAuthor: maybe(text),
            commentUrl: maybe(text),
        }),
    },
});
