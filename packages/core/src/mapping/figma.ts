import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { elements, fields, idText, someText } from "../domain/read.ts";

/** Figma; the provider's types are its own, `FILE_UPDATE`, which comes once a file was left alone for half an hour. */
export const figmaMapping = defineMapping({
  FILE_UPDATE: row("file.updated", file),
  FILE_VERSION_UPDATE: row("file.updated", file),
  FILE_DELETE: row("file.deleted", file),
  FILE_COMMENT: row("file.commented", commented),
});

function file({ payload }: MappingInput): DomainFields<"file.updated"> {
  const event = fields(payload);
  const key = someText(event["file_key"]);
  return {
    fileId: key,
    name: event["file_name"],
    version: idText(event["version_id"]),
    author: fields(event["triggered_by"])["handle"],
    url: key === undefined ? undefined : `https://www.figma.com/design/${encodeURIComponent(key)}`,
  };
}

/** A comment comes in pieces: text, and mentions of people. */
function commented(input: MappingInput): DomainFields<"file.commented"> {
  const event = fields(input.payload);
  const pieces = elements(event["comment"]).map((piece) => fields(piece)["text"]);
  return {
    ...file(input),
    commentId: idText(event["comment_id"]),
    comment: pieces.filter((piece) => typeof piece === "string").join(""),
    commentAuthor: fields(event["triggered_by"])["handle"],
  };
}
