import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { elements, type Fields, fields, idText, someText } from "../domain/read.ts";

/* Field names from Box's webhook reference. What happens to a folder as a whole stays passthrough. */

/** Box; the provider's types are its triggers. */
export const boxMapping = defineMapping({
  "FILE.UPLOADED": row("file.created", file),
  "FILE.COPIED": row("file.created", file),
  "FILE.MOVED": row("file.updated", file),
  "FILE.RENAMED": row("file.updated", file),
  "FILE.TRASHED": row("file.deleted", file),
  "FILE.RESTORED": row("file.restored", file),
  "COMMENT.CREATED": row("file.commented", commented, { subject: (input) => idText(itemOf(input)["id"]) }),
});

function file({ payload }: MappingInput): DomainFields<"file.created"> {
  const { source, created_by } = fields(payload);
  return fileOf(fields(source), fields(created_by));
}

function fileOf(entry: Fields, by: Fields): DomainFields<"file.created"> {
  const folders = elements(fields(entry["path_collection"])["entries"]).map(
    (folder) => fields(folder)["name"],
  );
  const name = someText(entry["name"]);
  return {
    fileId: idText(entry["id"]),
    name,
    path: folders.length === 0 || name === undefined ? undefined : `/${[...folders, name].join("/")}`,
    folderId: idText(fields(entry["parent"])["id"]),
    sizeBytes: entry["size"],
    version: idText(fields(entry["file_version"])["id"]),
    author: by["login"] ?? by["name"],
  };
}

function commented(input: MappingInput): DomainFields<"file.commented"> {
  const comment = fields(fields(input.payload)["source"]);
  const by = fields(comment["created_by"]);
  return {
    ...fileOf(itemOf(input), {}),
    commentId: idText(comment["id"]),
    comment: comment["message"],
    commentAuthor: by["login"] ?? by["name"],
  };
}

function itemOf({ payload }: MappingInput): Fields {
  return fields(fields(fields(payload)["source"])["item"]);
}
