import { defineFamily, type FamilyWords } from "./definition.ts";
import { id, list, maybe, shape, text, time } from "./field.ts";

const fields = {
  issueId: id,
  key: maybe(text),
  title: maybe(text),
  repository: maybe(text),
  projectId: maybe(id),
  status: maybe(text),
  priority: maybe(text),
  author: maybe(text),
  assignees: maybe(list(text)),
  labels: maybe(list(text)),
  dueAt: maybe(time),
  url: maybe(text),
};

const issue = shape(fields);

export const issueEvents = defineFamily({
  "issue.opened": issue,
  "issue.updated": issue,
  "issue.closed": issue,
  "issue.reopened": issue,
  "issue.deleted": issue,
  "issue.commented": shape({
    ...fields,
    commentId: maybe(id),
    comment: maybe(text),
    commentAuthor: maybe(text),
    commentUrl: maybe(text),
  }),
});

export const issueWords = {
  family: "Work that someone tracks: an issue, task, card, story, bug, or an error that a monitor groups.",
  types: {
    "issue.opened": "An issue was opened.",
    "issue.updated": "Something about an issue changed: text, state, assignee, labels.",
    "issue.closed": "An issue was closed, done or resolved.",
    "issue.reopened": "A closed issue was opened again.",
    "issue.deleted": "An issue was removed. Some providers give only the id.",
    "issue.commented": "Someone wrote a comment on an issue.",
  },
  fields: {
    key: "What people call it: `#12`, `SHOP-7`.",
    title: "Absent where the provider sends only what changed.",
    repository: "`owner/name`, where it belongs to a repository.",
    projectId: "The project, board or list that it belongs to.",
    status: "The state in the team's own words: `In Progress`.",
    comment: "What they wrote.",
  },
} satisfies FamilyWords<typeof issueEvents>;
