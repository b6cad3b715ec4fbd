import {
  defineMapping,
  type DomainFields,
  type DomainRow,
  type MappingInput,
  row,
} from "../domain/mapping.ts";
import { elements, type Fields, fields, idText, someText } from "../domain/read.ts";

/*
 * User stories, tasks and issues are all issues. A change with a comment tells both at once, and is the comment; a
 * state that ends the work closes. Taiga does not say whether the state before had ended it too.
 */

/** Taiga; the provider's types are what it is about with the action, `userstory.create`. */
export const taigaMapping = defineMapping({
  "userstory.create": row("issue.opened", issue),
  "userstory.change": changeRows(),
  "userstory.delete": row("issue.deleted", issue),
  "task.create": row("issue.opened", issue),
  "task.change": changeRows(),
  "task.delete": row("issue.deleted", issue),
  "issue.create": row("issue.opened", issue),
  "issue.change": changeRows(),
  "issue.delete": row("issue.deleted", issue),
});

function changeRows(): readonly DomainRow<"issue.commented" | "issue.closed" | "issue.updated">[] {
  return [
    row("issue.commented", commented, { when: (input) => someText(change(input)["comment"]) !== undefined }),
    row("issue.closed", issue, {
      when: (input) =>
        fields(change(input)["diff"])["status"] !== undefined &&
        fields(data(input)["status"])["is_closed"] === true,
    }),
    row("issue.updated", issue),
  ];
}

function data({ payload }: MappingInput): Fields {
  return fields(fields(payload)["data"]);
}

function change({ payload }: MappingInput): Fields {
  return fields(fields(payload)["change"]);
}

function issue(input: MappingInput): DomainFields<"issue.opened"> {
  const entry = data(input);
  const number = idText(entry["ref"]);
  const assignee = fields(entry["assigned_to"])["full_name"];
  return {
    issueId: idText(entry["id"]),
    key: number === undefined ? undefined : `#${number}`,
    title: entry["subject"],
    projectId: idText(fields(entry["project"])["id"]),
    status: fields(entry["status"])["name"],
    priority: fields(entry["priority"])["name"],
    author: fields(entry["owner"])["full_name"],
    assignees: assignee === undefined ? [] : [assignee],
    labels: elements(entry["tags"]).filter((tag) => typeof tag === "string"),
    url: someText(entry["permalink"]),
  };
}

function commented(input: MappingInput): DomainFields<"issue.commented"> {
  return {
    ...issue(input),
    comment: change(input)["comment"],
    commentAuthor: fields(fields(input.payload)["by"])["full_name"],
  };
}
