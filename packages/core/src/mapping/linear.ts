import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { elements, type Fields, fields, someText } from "../domain/read.ts";

/*
 * Field names from the webhook types of @linear/sdk. An update says in `updatedFrom` what there was before: an issue is
 * closed or opened again when its state changed and what it was or is counts as done. Due dates are days without a
 * time, so they stay in `original`.
 */

/** Linear; the provider's types are the entity with the action, `Issue.create`. */
export const linearMapping = defineMapping({
  "Issue.create": row("issue.opened", issue),
  "Issue.update": [
    row("issue.closed", issue, { when: (input) => hasNewState(input) && isDone(input) }),
    row("issue.reopened", issue, { when: (input) => wasDone(input) && !isDone(input) }),
    row("issue.updated", issue),
  ],
  "Issue.remove": row("issue.deleted", issue),
  "Comment.create": row("issue.commented", commented, {
    when: (input) => typeof data(input)["issueId"] === "string",
    subject: (input) => someText(data(input)["issueId"]),
  }),

  "User.create": row("user.created", user),
  "User.update": row("user.updated", user),
});

function data({ payload }: MappingInput): Fields {
  return fields(fields(payload)["data"]);
}

function before({ payload }: MappingInput): Fields {
  return fields(fields(payload)["updatedFrom"]);
}

function hasNewState(input: MappingInput): boolean {
  return before(input)["stateId"] !== undefined;
}

function isDone(input: MappingInput): boolean {
  return ["completed", "canceled"].includes(String(fields(data(input)["state"])["type"]));
}

function wasDone(input: MappingInput): boolean {
  const { completedAt, canceledAt } = before(input);
  return typeof completedAt === "string" || typeof canceledAt === "string";
}

function issue(input: MappingInput): DomainFields<"issue.opened"> {
  const entry = data(input);
  const assignee = fields(entry["assignee"])["name"];
  return {
    issueId: entry["id"],
    key: entry["identifier"],
    title: entry["title"],
    projectId: entry["projectId"] ?? entry["teamId"],
    status: fields(entry["state"])["name"],
    priority: entry["priorityLabel"],
    author: fields(entry["creator"])["name"],
    assignees: assignee === undefined ? [] : [assignee],
    labels: elements(entry["labels"]).map((label) => fields(label)["name"]),
    url: entry["url"] ?? fields(input.payload)["url"],
  };
}

function commented(input: MappingInput): DomainFields<"issue.commented"> {
  const entry = data(input);
  const { identifier, title, url } = fields(entry["issue"]);
  return {
    issueId: entry["issueId"],
    key: identifier,
    title,
    url,
    commentId: entry["id"],
    comment: entry["body"],
    commentAuthor: fields(entry["user"])["name"],
    commentUrl: entry["url"] ?? fields(input.payload)["url"],
  };
}

function user(input: MappingInput): DomainFields<"user.created"> {
  const { id, email, name, displayName } = data(input);
  return { userId: id, email, name, username: displayName };
}
