import type { DomainFields, MappingInput } from "../domain/mapping.ts";
import { type Fields, fields, instant, someText } from "../domain/read.ts";
import { globalId, loginOf, repositoryOf } from "./github-entity.ts";

/** Conclusions of a run that did not do what it should. */
export const failures = ["failure", "timed_out", "startup_failure"];

/** Whether a deployment has come to one of these states. */
export function hasState(...states: readonly string[]): (input: MappingInput) => boolean {
  return ({ payload }) => states.includes(String(fields(fields(payload)["deployment_status"])["state"]));
}

/** The domain fields of a deployment. */
export function deployment({ payload }: MappingInput): DomainFields<"deployment.created"> {
  const event = fields(payload);
  const entry = fields(event["deployment"]);
  const status = fields(event["deployment_status"]);
  const { ref, sha } = entry;
  return {
    deploymentId: globalId(entry),
    repository: repositoryOf(event),
    environment: status["environment"] ?? entry["environment"],
    branch: ref === sha ? undefined : ref, // a branch, a tag or the commit itself
    commit: sha,
    author: loginOf(entry["creator"]),
    url: someText(status["environment_url"]),
    logUrl: someText(status["log_url"]) ?? someText(status["target_url"]),
  };
}

/** Those of one that failed. */
export function failedDeployment(input: MappingInput): DomainFields<"deployment.failed"> {
  const status = fields(fields(input.payload)["deployment_status"]);
  return { ...deployment(input), failureMessage: someText(status["description"]) };
}

/** Whether a run ended in one of these ways. */
export function concludes(
  entity: "workflow_run" | "check_run",
  ...conclusions: readonly string[]
): (input: MappingInput) => boolean {
  return ({ payload }) => {
    const run = fields(fields(payload)[entity]);
    return conclusions.includes(String(run["conclusion"])) && !(entity === "check_run" && isOfActions(run));
  };
}

/** Whether a check that has not ended is in one of these states. */
export function isCheck(...statuses: readonly string[]): (input: MappingInput) => boolean {
  return ({ payload }) => {
    const run = fields(fields(payload)["check_run"]);
    return statuses.includes(String(run["status"])) && !isOfActions(run);
  };
}

/** GitHub Actions reports each job as a check too; what counts there is the run. */
function isOfActions(checkRun: Fields): boolean {
  return fields(checkRun["app"])["slug"] === "github-actions";
}

/** The domain fields of a run of a workflow. */
export function workflowRun({ payload }: MappingInput): DomainFields<"build.succeeded"> {
  const run = fields(fields(payload)["workflow_run"]);
  const isOver = run["status"] === "completed";
  return {
    buildId: globalId(run),
    name: run["name"],
    number: run["run_number"],
    repository: repositoryOf(fields(payload)),
    branch: run["head_branch"],
    commit: run["head_sha"],
    commitMessage: fields(run["head_commit"])["message"],
    author: loginOf(run["triggering_actor"]) ?? loginOf(run["actor"]),
    url: run["html_url"],
    startedAt: instant(run["run_started_at"]),
    finishedAt: isOver ? instant(run["updated_at"]) : undefined,
  };
}

/** Those of another app's check. */
export function checkRun({ payload }: MappingInput): DomainFields<"build.succeeded"> {
  const run = fields(fields(payload)["check_run"]);
  return {
    buildId: globalId(run),
    name: run["name"],
    repository: repositoryOf(fields(payload)),
    branch: fields(run["check_suite"])["head_branch"],
    commit: run["head_sha"],
    url: run["html_url"],
    startedAt: instant(run["started_at"]),
    finishedAt: instant(run["completed_at"]),
  };
}
