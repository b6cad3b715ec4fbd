import { defineDomainEvent } from "./definition.ts";
import { count, flag, id, list, maybe, shape, text } from "./field.ts";

/** Source code that moves. */
export const codeEvents = {
  "code.pushed": defineDomainEvent({
    description: "Commits, a branch or a tag were pushed, or a branch or tag was deleted.",
    schema: shape({
      /** `owner/name`. */
      repository: text,
      /** The whole name: `refs/heads/main`. */
      ref: text,
      /** Present when the ref is a branch. */
      branch: maybe(text),
      /** Present when the ref is a tag. */
      tag: maybe(text),
      /** What the ref pointed to. Absent when it is new. */
      before: maybe(id),
      /** What the ref points to. Absent when it was deleted. */
      after: maybe(id),
      created: flag,
      deleted: flag,
      forced: flag,
      pusher: maybe(text),
      /** The commits that the provider lists; GitHub lists at most 2048. */
      commitCount: count,
      commits: list(shape({ commitId: id, message: text, author: maybe(text), url: maybe(text) })),
      /** The provider's page that shows the difference. */
      url: maybe(text),
    }),
  }),
};
