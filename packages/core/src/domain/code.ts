import { defineFamily, type FamilyWords } from "./definition.ts";
import { count, flag, id, list, maybe, shape, text } from "./field.ts";

export const codeEvents = defineFamily({
  "code.pushed": shape({
    repository: text,
    ref: text,
    branch: maybe(text),
    tag: maybe(text),
    before: maybe(id),
    after: maybe(id),
    created: flag,
    deleted: flag,
    forced: maybe(flag),
    pusher: maybe(text),
    commitCount: count,
    commits: list(shape({ commitId: id, message: text, author: maybe(text), url: maybe(text) })),
    url: maybe(text),
  }),
});

export const codeWords = {
  family: "Source code that moves.",
  types: {
    "code.pushed": "Commits, a branch or a tag were pushed, or a branch or tag was deleted.",
  },
  fields: {
    repository: "`owner/name`.",
    ref: "The whole name: `refs/heads/main`.",
    branch: "Present when the ref is a branch.",
    tag: "Present when the ref is a tag.",
    before: "What the ref pointed to. Absent when it is new.",
    after: "What the ref points to. Absent when it was deleted.",
    forced: "Absent where the provider does not tell a forced push from another.",
    commitCount: "The commits that the provider lists; GitHub lists at most 2048.",
    url: "The provider's page that shows the difference.",
  },
} satisfies FamilyWords<typeof codeEvents>;
