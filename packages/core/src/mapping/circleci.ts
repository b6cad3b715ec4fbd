import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { fields, instant } from "../domain/read.ts";

/* Field names from CircleCI's webhook reference. A workflow is one build; its jobs (`job-completed`) tell parts of the
 * same and stay passthrough. A workflow that is not authorized to run has failed. */

/** CircleCI; the provider's types are its own, `workflow-completed`. */
export const circleciMapping = defineMapping({
  "workflow-completed": [
    row("build.succeeded", workflow, { when: hasStatus("success") }),
    row("build.canceled", workflow, { when: hasStatus("canceled") }),
    row("build.failed", workflow, { when: hasStatus("failed", "error", "unauthorized") }),
  ],
});

function hasStatus(...statuses: readonly string[]): (input: MappingInput) => boolean {
  return ({ payload }) => statuses.includes(String(fields(fields(payload)["workflow"])["status"]));
}

function workflow({ payload }: MappingInput): DomainFields<"build.succeeded"> {
  const event = fields(payload);
  const entry = fields(event["workflow"]);
  const pipeline = fields(event["pipeline"]);
  const vcs = fields(pipeline["vcs"]);
  const commit = fields(vcs["commit"]);
  const parameters = fields(fields(pipeline["trigger_parameters"])["git"]); // GitLab projects tell it here
  return {
    buildId: entry["id"],
    name: entry["name"],
    number: pipeline["number"],
    project: fields(event["project"])["name"],
    repository: repositoryOf(vcs["target_repository_url"]),
    branch: vcs["branch"] ?? parameters["branch"],
    tag: vcs["tag"],
    commit: vcs["revision"] ?? parameters["checkout_sha"],
    commitMessage: commit["subject"] ?? parameters["commit_message"],
    author: fields(commit["author"])["name"] ?? parameters["commit_author_name"],
    url: entry["url"],
    startedAt: instant(entry["created_at"]),
    finishedAt: instant(entry["stopped_at"]),
  };
}

function repositoryOf(url: unknown): string | undefined {
  return typeof url === "string" && URL.canParse(url) ? new URL(url).pathname.slice(1) : undefined;
}
