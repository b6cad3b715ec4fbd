import { defineFamily, type FamilyWords } from "./definition.ts";
import { count, id, maybe, shape, text } from "./field.ts";

const fields = {
  fileId: id,
  name: maybe(text),
  path: maybe(text),
  folderId: maybe(id),
  contentType: maybe(text),
  sizeBytes: maybe(count),
  version: maybe(text),
  author: maybe(text),
  url: maybe(text),
};

const file = shape(fields);

export const fileEvents = defineFamily({
  "file.created": file,
  "file.updated": file,
  "file.deleted": file,
  "file.restored": file,
  "file.processed": file,
  "file.processing_failed": shape({ ...fields, failureCode: maybe(text), failureMessage: maybe(text) }),
  "file.commented": shape({
    ...fields,
    commentId: maybe(id),
    comment: maybe(text),
    commentAuthor: maybe(text),
  }),
});

export const fileWords = {
  family: "Files in storage: documents, pictures, films, designs, sheets.",
  types: {
    "file.created": "A file was added or uploaded.",
    "file.updated": "A file's content, name or place changed.",
    "file.deleted": "A file was removed, or put in the bin.",
    "file.restored": "A file that was deleted is back.",
    "file.processed": "What the provider makes of a file is ready: other formats, sizes, a stream.",
    "file.processing_failed": "The provider could make nothing of a file.",
    "file.commented": "Someone wrote a comment on a file.",
  },
  fields: {
    folderId: "What it is in: a folder, project or bucket.",
    contentType: "`image/png`.",
    author: "Who did it.",
    comment: "What they wrote.",
  },
} satisfies FamilyWords<typeof fileEvents>;
