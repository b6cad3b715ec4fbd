import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { elements, type Fields, fields, someText } from "../domain/read.ts";

/* A page is a file, in the page, database or space that is its parent. Notion sends ids and nothing of the content. */

/** Notion; the provider's types are its own, `page.created`. */
export const notionMapping = defineMapping({
  "page.created": row("file.created", page),
  "page.content_updated": row("file.updated", page),
  "page.properties_updated": row("file.updated", page),
  "page.moved": row("file.updated", page),
  "page.deleted": row("file.deleted", page),
  "page.undeleted": row("file.restored", page),
  "comment.created": row("file.commented", commented, {
    when: (input) => typeof data(input)["page_id"] === "string",
    subject: (input) => someText(data(input)["page_id"]),
  }),
});

function data({ payload }: MappingInput): Fields {
  return fields(fields(payload)["data"]);
}

function authorOf({ payload }: MappingInput): unknown {
  return fields(elements(fields(payload)["authors"])[0])["id"];
}

function page(input: MappingInput): DomainFields<"file.created"> {
  return {
    fileId: fields(fields(input.payload)["entity"])["id"],
    folderId: fields(data(input)["parent"])["id"],
    author: authorOf(input),
  };
}

function commented(input: MappingInput): DomainFields<"file.commented"> {
  return {
    fileId: data(input)["page_id"],
    commentId: fields(fields(input.payload)["entity"])["id"],
    commentAuthor: authorOf(input),
  };
}
