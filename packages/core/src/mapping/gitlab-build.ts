import type { DomainFields, MappingInput } from "../domain/mapping.ts";
import { fields, idText } from "../domain/read.ts";
import { attributes, gitlabInstant, repositoryOf } from "./gitlab-entity.ts";

/** Whether a pipeline or deployment has come to this state. */
export function hasStatus(status: string): (input: MappingInput) => boolean {
  return (input) => (attributes(input)["status"] ?? fields(input.payload)["status"]) === status;
}

/** The domain fields of a pipeline. */
export function pipeline(input: MappingInput): DomainFields<"build.succeeded"> {
  const event = fields(input.payload);
  const entry = attributes(input);
  const { ref, tag } = entry;
  return {
    buildId: idText(entry["id"]),
    name: entry["name"],
    number: entry["iid"],
    project: fields(event["project"])["name"],
    repository: repositoryOf(event),
    branch: tag === true ? undefined : ref,
    tag: tag === true ? ref : undefined,
    commit: entry["sha"],
    commitMessage: fields(event["commit"])["message"],
    author: fields(event["user"])["username"],
    url: entry["url"],
    startedAt: gitlabInstant(entry["created_at"]),
    finishedAt: gitlabInstant(entry["finished_at"]),
    durationSeconds: entry["duration"],
  };
}

/** The domain fields of a deployment. */
export function deployment({ payload }: MappingInput): DomainFields<"deployment.created"> {
  const event = fields(payload);
  return {
    deploymentId: idText(event["deployment_id"]),
    project: fields(event["project"])["name"],
    repository: repositoryOf(event),
    environment: event["environment"],
    branch: event["ref"],
    commit: event["short_sha"],
    commitMessage: event["commit_title"],
    author: fields(event["user"])["username"],
    url: event["environment_external_url"],
    logUrl: event["deployable_url"],
  };
}
