import { defineFamily } from "./definition.ts";
import { count, id, maybe, shape, text, time } from "./field.ts";
const fields = {
    buildId: id,
    name: maybe(text, "The workflow or pipeline that runs."),
    number: maybe(count, "What people call it, counted from the first build."),
    project: maybe(text),
    repository: maybe(text, "`owner/name`."),
    branch: maybe(text),
    tag: maybe(text),
    commit: maybe(id),
    commitMessage: maybe(text),
    author: maybe(text, "Who began it."),
    url: maybe(text, "The provider's page about the build."),
    startedAt: maybe(time),
};
const build = shape(fields);
const ended = { ...fields, finishedAt: maybe(time), durationSeconds: maybe(count) };
export const buildEvents = defineFamily("Software being built and tested: a workflow, pipeline or job of continuous integration.", {
    "build.created": { description: "A build waits for its turn.", schema: build },
    "build.started": { description: "A build is running.", schema: build },
    "build.succeeded": { description: "A build ended well.", schema: shape(ended) },
    "build.failed": {
        description: "A build failed, or ran out of time.",
        schema: shape({ ...ended, failureMessage: maybe(text) }),
    },
    "build.canceled": { description: "A build was called off.", schema: shape(ended) },
});
