import { defineFamily } from "./definition.ts";
import { count, id, maybe, shape, text } from "./field.ts";
const fields = {
    fileId: id,
    name: maybe(text),
    path: maybe(text),
    folderId: maybe(id, "What it is in: a folder, project or bucket."),
    contentType: maybe(text, "`image/png`."),
    sizeBytes: maybe(count),
    version: maybe(text),
    author: maybe(text, "Who did it."),
    url: maybe(text),
};
const file = shape(fields);
export const fileEvents = defineFamily("Files in storage: documents, pictures, films, designs, sheets.", {
    "file.created": { description: "A file was added or uploaded.", schema: file },
    "file.updated": {
        description: "A file's content, name or place changed.",
        schema: file,
    },
    "file.deleted": {
        description: "A file was removed, or put in the bin.",
        schema: file,
    },
    "file.restored": { description: "A file that was deleted is back.", schema: file },
    "file.processed": {
        description: "What the provider makes of a file is ready: other formats, sizes, a stream.",
        schema: file,
    },
    "file.processing_failed": {
        description: "The provider could make nothing of a file.",
        schema: shape({ ...fields, failureCode: maybe(text), failureMessage: maybe(text) }),
    },
    "file.commented": {
        description: "Someone wrote a comment on a file.",
        schema: shape({
            ...fields,
            commentId: maybe(id),
            comment: maybe(text, "What they wrote."),
            commentAuthor: maybe(text),
        }),
    },
});
