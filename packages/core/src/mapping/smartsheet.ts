import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { fields, idText } from "../domain/read.ts";

/** Smartsheet; a sheet and what is attached to it are files. Rows, columns and cells stay passthrough. */
export const smartsheetMapping = defineMapping({
  "sheet.updated": row("file.updated", file),
  "sheet.deleted": row("file.deleted", file),
  "attachment.created": row("file.created", file),
  "attachment.updated": row("file.updated", file),
  "attachment.deleted": row("file.deleted", file),
});

function file({ payload }: MappingInput): DomainFields<"file.updated"> {
  const { id, userId } = fields(payload);
  return { fileId: idText(id), author: idText(userId) };
}
