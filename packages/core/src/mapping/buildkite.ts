import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { fields, instant, someText } from "../domain/read.ts";

/* Field names from Buildkite's documentation of build events. Jobs tell parts of the same and stay passthrough, and so
 * does a build that waits for someone (`blocked`), which is "finished" too. */

/** Buildkite; the provider's types are its own, `build.finished`. */
export const buildkiteMapping = defineMapping({
  "build.scheduled": row("build.created", build),
  "build.running": row("build.started", build),
  "build.finished": [
    row("build.succeeded", build, { when: hasState("passed") }),
    row("build.failed", build, { when: hasState("failed") }),
    row("build.canceled", build, { when: hasState("canceled") }),
  ],
});

function hasState(state: string): (input: MappingInput) => boolean {
  return ({ payload }) => fields(fields(payload)["build"])["state"] === state;
}

function build({ payload }: MappingInput): DomainFields<"build.succeeded"> {
  const entry = fields(fields(payload)["build"]);
  const pipeline = fields(fields(payload)["pipeline"]);
  return {
    buildId: entry["id"],
    name: pipeline["name"],
    number: entry["number"],
    project: pipeline["slug"],
    branch: entry["branch"],
    tag: someText(entry["tag"]),
    commit: someText(entry["commit"]), // `HEAD` until an agent has looked
    commitMessage: entry["message"],
    author: fields(entry["creator"])["name"] ?? fields(entry["author"])["name"],
    url: entry["web_url"],
    startedAt: time(entry["started_at"]),
    finishedAt: time(entry["finished_at"]),
  };
}

/** ISO 8601, or `2019-08-11 06:03:49 UTC`. */
function time(value: unknown): string | undefined {
  return instant(typeof value === "string" ? value.replace(/ UTC$/, "Z") : value);
}
