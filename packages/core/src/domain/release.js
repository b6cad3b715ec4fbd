import { defineFamily } from "./definition.ts";
import { described, flag, id, maybe, shape, text, time } from "./field.ts";
const release = shape({
    releaseId: id,
    repository: described(text, "`owner/name`."),
    tag: text,
    name: maybe(text),
    prerelease: maybe(flag),
    author: maybe(text),
    url: maybe(text),
    publishedAt: maybe(time),
});
export const releaseEvents = defineFamily("A version given out.", {
    "release.published": {
        description: "A release or pre-release was given out.",
        schema: release,
    },
    "release.updated": {
        description: "The notes, the name or the files of a release changed.",
        schema: release,
    },
    "release.unpublished": {
        description: "A release became a draft again.",
        schema: release,
    },
    "release.deleted": { description: "A release was removed.", schema: release },
});
