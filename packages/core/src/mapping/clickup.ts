import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { elements, type Fields, fields, idText } from "../domain/read.ts";

/*
 * ClickUp names the task and shows what changed, not the task. Each change sends `taskUpdated`, and a type of its own
 * beside it, of which only those that say more are mapped: a state that ends the work, or begins it again.
 */

/** ClickUp; the provider's types are its own, `taskCreated`. */
export const clickupMapping = defineMapping({
  taskCreated: row("issue.opened", task),
  taskUpdated: row("issue.updated", task),
  taskStatusUpdated: [
    row("issue.closed", task, {
      when: (input) => isDone(change(input)["after"]) && !isDone(change(input)["before"]),
    }),
    row("issue.reopened", task, {
      when: (input) => isDone(change(input)["before"]) && !isDone(change(input)["after"]),
    }),
  ],
  taskDeleted: row("issue.deleted", task),
  taskCommentPosted: row("issue.commented", commented),
});

function change({ payload }: MappingInput): Fields {
  return fields(elements(fields(payload)["history_items"])[0]);
}

function isDone(status: unknown): boolean {
  return ["closed", "done"].includes(String(fields(status)["type"]));
}

function task(input: MappingInput): DomainFields<"issue.opened"> {
  const id = idText(fields(input.payload)["task_id"]);
  return {
    issueId: id,
    projectId: idText(change(input)["parent_id"]),
    status: fields(change(input)["after"])["status"],
    url: id === undefined ? undefined : `https://app.clickup.com/t/${encodeURIComponent(id)}`,
  };
}

function commented(input: MappingInput): DomainFields<"issue.commented"> {
  const { comment, user } = change(input);
  const { id, text_content: text } = fields(comment);
  return {
    ...task(input),
    commentId: idText(id),
    comment: text,
    commentAuthor: fields(user)["username"],
  };
}
