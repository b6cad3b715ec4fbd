import { test } from "vitest";
import type { Json } from "../event.ts";
import { cases } from "../testing/mapping-row.ts";

const linearIssue = (state: string) => ({ id: "i", title: "T", state: { name: "S", type: state } });

const jiraIssue = {
  id: "1",
  key: "SHOP-7",
  self: "https://acme.atlassian.net/rest/api/2/1",
  fields: { summary: "T" },
};

const jiraChange = (field: string, from: string | null, to: string | null) => ({
  webhookEvent: "jira:issue_updated",
  issue: jiraIssue,
  changelog: { items: [{ field, from, to }] },
});

const card = { id: "c", name: "N", idShort: 5, shortLink: "abcd" };

const trelloAction = (type: string, data: object) =>
  ({ action: { id: "a", type, data: { card, ...data } } }) as Json; // safe: JSON values only

const clickupChange = (before: string, after: string) => ({
  event: "taskStatusUpdated",
  task_id: "t",
  history_items: [{ id: "1", before: { type: before }, after: { type: after, status: "S" } }],
});

const taigaChange = (change: object, isClosed: boolean) =>
  ({
    type: "task",
    action: "change",
    data: { id: 1, subject: "S", status: { is_closed: isClosed } },
    change,
  }) as Json; // safe: JSON values only

test.each(
  cases([
    [
      "an issue that is done",
      "linear",
      { type: "Issue", action: "update", data: linearIssue("completed"), updatedFrom: { stateId: "s" } },
      "issue.closed",
      { issueId: "i" },
    ],
    [
      "an issue that was done",
      "linear",
      {
        type: "Issue",
        action: "update",
        data: linearIssue("started"),
        updatedFrom: { stateId: "s", completedAt: "2026-01-01T00:00:00Z" },
      },
      "issue.reopened",
      {},
    ],
    [
      "a done issue's title",
      "linear",
      { type: "Issue", action: "update", data: linearIssue("completed"), updatedFrom: { title: "O" } },
      "issue.updated",
      {},
    ],
    [
      "a comment on a project update",
      "linear",
      { type: "Comment", action: "create", data: { id: "c", projectUpdateId: "p" } },
      "linear.Comment.create",
      {},
    ],
    [
      "a user",
      "linear",
      { type: "User", action: "create", data: { id: "u", email: "a@example.com" } },
      "user.created",
      { userId: "u" },
    ],
    [
      "a resolution",
      "jira",
      jiraChange("resolution", null, "1"),
      "issue.closed",
      { url: "https://acme.atlassian.net/browse/SHOP-7" },
    ],
    ["no resolution any more", "jira", jiraChange("resolution", "1", null), "issue.reopened", {}],
    ["another resolution", "jira", jiraChange("resolution", "1", "2"), "issue.updated", {}],
    ["another field", "jira", jiraChange("summary", null, null), "issue.updated", {}],
    [
      "a user",
      "jira",
      { webhookEvent: "user_created", user: { accountId: "a", displayName: "Ada" } },
      "user.created",
      { userId: "a", name: "Ada" },
    ],
    [
      "an archived card",
      "trello",
      trelloAction("updateCard", { old: { closed: false }, card: { ...card, closed: true } }),
      "issue.closed",
      { key: "#5", url: "https://trello.com/c/abcd" },
    ],
    [
      "a card taken back",
      "trello",
      trelloAction("updateCard", { old: { closed: true }, card: { ...card, closed: false } }),
      "issue.reopened",
      {},
    ],
    [
      "a closed task",
      "clickup",
      clickupChange("open", "closed"),
      "issue.closed",
      { issueId: "t", status: "S" },
    ],
    ["an open task", "clickup", clickupChange("done", "custom"), "issue.reopened", {}],
    ["another state", "clickup", clickupChange("open", "custom"), "clickup.taskStatusUpdated", {}],
    [
      "a comment",
      "asana",
      {
        action: "added",
        resource: { gid: "1", resource_type: "story", resource_subtype: "comment_added" },
        parent: { gid: "2", resource_type: "task" },
      },
      "issue.commented",
      { issueId: "2", commentId: "1" },
    ],
    [
      "a task in another project",
      "asana",
      { action: "added", resource: { gid: "1", resource_type: "task" } },
      "asana.task.added",
      {},
    ],
    [
      "a comment",
      "monday",
      { event: { type: "create_update", pulseId: 1, updateId: 2, textBody: "N" } },
      "issue.commented",
      { issueId: "1", commentId: "2", comment: "N" },
    ],
    [
      "a comment with a change",
      "taiga",
      taigaChange({ comment: "N", diff: { status: {} } }, true),
      "issue.commented",
      { comment: "N" },
    ],
    [
      "a closing change",
      "taiga",
      taigaChange({ comment: "", diff: { status: {} } }, true),
      "issue.closed",
      { issueId: "1" },
    ],
    [
      "another change",
      "taiga",
      taigaChange({ comment: "", diff: { subject: {} } }, true),
      "issue.updated",
      {},
    ],
  ]),
)("%s", (_what, check) => check());
