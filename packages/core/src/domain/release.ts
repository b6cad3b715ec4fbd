import { defineDomainEvent } from "./definition.ts";
import { flag, id, maybe, shape, text, time } from "./field.ts";

const release = shape({
  releaseId: id,
  /** `owner/name`. */
  repository: text,
  tag: text,
  name: maybe(text),
  prerelease: maybe(flag),
  author: maybe(text),
  url: maybe(text),
  publishedAt: maybe(time),
});

/** A version given out. */
export const releaseEvents = {
  "release.published": defineDomainEvent({
    description: "A release or pre-release was given out.",
    schema: release,
  }),
  "release.updated": defineDomainEvent({
    description: "The notes, the name or the files of a release changed.",
    schema: release,
  }),
  "release.unpublished": defineDomainEvent({
    description: "A release became a draft again.",
    schema: release,
  }),
  "release.deleted": defineDomainEvent({ description: "A release was removed.", schema: release }),
};
