import { defineFamily, type FamilyWords } from "./definition.ts";
import { count, id, maybe, shape, text, time } from "./field.ts";

const fields = {
  buildId: id,
  name: maybe(text),
  number: maybe(count),
  project: maybe(text),
  repository: maybe(text),
  branch: maybe(text),
  tag: maybe(text),
  commit: maybe(id),
  commitMessage: maybe(text),
  author: maybe(text),
  url: maybe(text),
  startedAt: maybe(time),
};

const build = shape(fields);
const ended = { ...fields, finishedAt: maybe(time), durationSeconds: maybe(count) };

export const buildEvents = defineFamily({
  "build.created": build,
  "build.started": build,
  "build.succeeded": shape(ended),
  "build.failed": shape({ ...ended, failureMessage: maybe(text) }),
  "build.canceled": shape(ended),
});

export const buildWords = {
  family: "Software being built and tested: a workflow, pipeline or job of continuous integration.",
  types: {
    "build.created": "A build waits for its turn.",
    "build.started": "A build is running.",
    "build.succeeded": "A build ended well.",
    "build.failed": "A build failed, or ran out of time.",
    "build.canceled": "A build was called off.",
  },
  fields: {
    name: "The workflow or pipeline that runs.",
    number: "What people call it, counted from the first build.",
    repository: "`owner/name`.",
    author: "Who began it.",
    url: "The provider's page about the build.",
  },
} satisfies FamilyWords<typeof buildEvents>;
