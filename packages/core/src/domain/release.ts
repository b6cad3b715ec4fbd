import { defineFamily, type FamilyWords } from "./definition.ts";
import { flag, id, maybe, shape, text, time } from "./field.ts";

const release = shape({
  releaseId: id,
  repository: text,
  tag: text,
  name: maybe(text),
  prerelease: maybe(flag),
  author: maybe(text),
  url: maybe(text),
  publishedAt: maybe(time),
});

export const releaseEvents = defineFamily({
  "release.published": release,
  "release.updated": release,
  "release.unpublished": release,
  "release.deleted": release,
});

export const releaseWords = {
  family: "A version given out.",
  types: {
    "release.published": "A release or pre-release was given out.",
    "release.updated": "The notes, the name or the files of a release changed.",
    "release.unpublished": "A release became a draft again.",
    "release.deleted": "A release was removed.",
  },
  fields: {
    repository: "`owner/name`.",
  },
} satisfies FamilyWords<typeof releaseEvents>;
