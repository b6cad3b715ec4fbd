import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { fields, someText } from "../domain/read.ts";

/* Field names from Vercel's documentation of webhooks. `deployment.ready` and `deployment.promoted` tell of a
 * deployment that succeeded already, so they stay passthrough. */

/** Vercel; the provider's types are its own, `deployment.created`. */
export const vercelMapping = defineMapping({
  "deployment.created": row("deployment.created", deployment),
  "deployment.succeeded": row("deployment.succeeded", deployment),
  "deployment.error": row("deployment.failed", deployment),
  "deployment.canceled": row("deployment.canceled", deployment),
});

function deployment({ payload }: MappingInput): DomainFields<"deployment.created"> {
  const event = fields(fields(payload)["payload"]);
  const entry = fields(event["deployment"]);
  const meta = fields(entry["meta"]);
  const git = (name: string): unknown =>
    meta[`github${name}`] ?? meta[`gitlab${name}`] ?? meta[`bitbucket${name}`];
  const host = someText(entry["url"]);
  return {
    deploymentId: entry["id"],
    project: entry["name"],
    repository: repositoryOf(meta["githubOrg"], meta["githubRepo"]) ?? meta["gitlabProjectPath"],
    environment: event["target"] ?? "preview", // null is how Vercel writes it
    branch: git("CommitRef"),
    commit: git("CommitSha"),
    commitMessage: git("CommitMessage"),
    author: git("CommitAuthorLogin") ?? git("CommitAuthorName"),
    url: host === undefined ? undefined : `https://${host}`,
    logUrl: fields(event["links"])["deployment"],
  };
}

function repositoryOf(owner: unknown, name: unknown): string | undefined {
  return typeof owner === "string" && typeof name === "string" ? `${owner}/${name}` : undefined;
}
