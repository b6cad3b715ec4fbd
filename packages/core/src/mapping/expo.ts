import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { fields, instant } from "../domain/read.ts";

/** Expo; a submission to an app store is a deployment. */
export const expoMapping = defineMapping({
  "build.finished": row("build.succeeded", build),
  "build.errored": row("build.failed", failedBuild),
  "build.canceled": row("build.canceled", build),

  "submit.finished": row("deployment.succeeded", submission),
  "submit.errored": row("deployment.failed", failedSubmission),
  "submit.canceled": row("deployment.canceled", submission),
});

function build({ payload }: MappingInput): DomainFields<"build.succeeded"> {
  const entry = fields(payload);
  const metadata = fields(entry["metadata"]);
  return {
    buildId: entry["id"],
    name: metadata["buildProfile"],
    project: entry["projectName"],
    commit: metadata["gitCommitHash"],
    commitMessage: metadata["gitCommitMessage"],
    author: metadata["username"],
    url: entry["buildDetailsPageUrl"],
    startedAt: instant(entry["provisioningStartedAt"] ?? entry["createdAt"]),
    finishedAt: instant(entry["completedAt"]),
  };
}

function failedBuild(input: MappingInput): DomainFields<"build.failed"> {
  return { ...build(input), failureMessage: fields(fields(input.payload)["error"])["message"] };
}

function submission({ payload }: MappingInput): DomainFields<"deployment.created"> {
  const entry = fields(payload);
  return {
    deploymentId: entry["id"],
    project: entry["projectName"],
    environment: entry["platform"],
    logUrl: entry["submissionDetailsPageUrl"],
  };
}

function failedSubmission(input: MappingInput): DomainFields<"deployment.failed"> {
  const { error } = fields(fields(input.payload)["submissionInfo"]);
  return { ...submission(input), failureMessage: fields(error)["message"] };
}
