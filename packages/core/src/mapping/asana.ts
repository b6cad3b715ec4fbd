import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { type Fields, fields, idText, someText } from "../domain/read.ts";

/*
 * Asana tells which task changed and in which field, and nothing of what it holds. `task.added` is sent for new tasks
 * and for old ones that came into another project or section, so it stays passthrough.
 */

/** Asana; the provider's types are the resource's with the action, `task.changed`. */
export const asanaMapping = defineMapping({
  "task.changed": row("issue.updated", task),
  "task.deleted": row("issue.deleted", task),
  "story.added": row("issue.commented", commented, {
    when: (input) => resource(input)["resource_subtype"] === "comment_added" && isOnTask(input),
    subject: (input) => idText(parent(input)["gid"]),
  }),
});

function resource({ payload }: MappingInput): Fields {
  return fields(fields(payload)["resource"]);
}

function parent({ payload }: MappingInput): Fields {
  return fields(fields(payload)["parent"]);
}

function isOnTask(input: MappingInput): boolean {
  return parent(input)["resource_type"] === "task";
}

function task(input: MappingInput): DomainFields<"issue.updated"> {
  const { gid, name } = resource(input);
  return { issueId: idText(gid), title: someText(name), url: pageOf(gid) };
}

function commented(input: MappingInput): DomainFields<"issue.commented"> {
  const { gid, name } = parent(input);
  return {
    issueId: idText(gid),
    title: someText(name),
    url: pageOf(gid),
    commentId: idText(resource(input)["gid"]),
    comment: someText(resource(input)["text"]),
  };
}

function pageOf(gid: unknown): string | undefined {
  const id = idText(gid);
  return id === undefined ? undefined : `https://app.asana.com/0/0/${encodeURIComponent(id)}`;
}
