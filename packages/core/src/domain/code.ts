import { defineFamily } from "./definition.ts";
import { count, described, flag, id, list, maybe, shape, text } from "./field.ts";

export const codeEvents = defineFamily("Source code that moves.", {
  "code.pushed": {
    description: "Commits, a branch or a tag were pushed, or a branch or tag was deleted.",
    schema: shape({
      repository: described(text, "`owner/name`."),
      ref: described(text, "The whole name: `refs/heads/main`."),
      branch: maybe(text, "Present when the ref is a branch."),
      tag: maybe(text, "Present when the ref is a tag."),
      before: maybe(id, "What the ref pointed to. Absent when it is new."),
      after: maybe(id, "What the ref points to. Absent when it was deleted."),
      created: flag,
      deleted: flag,
      forced: maybe(flag, "Absent where the provider does not tell a forced push from another."),
      pusher: maybe(text),
      commitCount: described(count, "The commits that the provider lists; GitHub lists at most 2048."),
      commits: list(shape({ commitId: id, message: text, author: maybe(text), url: maybe(text) })),
      url: maybe(text, "The provider's page that shows the difference."),
    }),
  },
});
