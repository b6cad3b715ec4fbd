import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { elements, type Fields, fields, instant, someText } from "../domain/read.ts";

/* Field names from Netlify's API description. `deploy_created` is sent when a deploy is there, not when it begins. */

/** Netlify; the provider's types are its own, `deploy_created`. */
export const netlifyMapping = defineMapping({
  deploy_building: row("deployment.started", deployment),
  deploy_created: row("deployment.succeeded", deployment),
  deploy_failed: row("deployment.failed", failed),
  submission_created: row("form.submitted", submission),
});

function deployment({ payload }: MappingInput): DomainFields<"deployment.created"> {
  const deploy = fields(payload);
  return {
    deploymentId: deploy["id"],
    project: deploy["name"],
    environment: deploy["context"],
    branch: deploy["branch"],
    commit: someText(deploy["commit_ref"]),
    commitMessage: deploy["title"],
    author: deploy["committer"],
    url: deploy["deploy_ssl_url"] ?? deploy["ssl_url"] ?? deploy["url"],
    logUrl: pageOf(deploy),
  };
}

function failed(input: MappingInput): DomainFields<"deployment.failed"> {
  return { ...deployment(input), failureMessage: someText(fields(input.payload)["error_message"]) };
}

function pageOf({ admin_url: adminUrl, id }: Fields): string | undefined {
  return typeof adminUrl === "string" && typeof id === "string" ? `${adminUrl}/deploys/${id}` : undefined;
}

function submission({ payload }: MappingInput): DomainFields<"form.submitted"> {
  const entry = fields(payload);
  const answered = elements(entry["ordered_human_fields"]).map(fields);
  return {
    submissionId: entry["id"],
    formId: entry["form_id"],
    formName: entry["form_name"],
    respondentEmail: someText(entry["email"]),
    answers: answered.map(({ name, title, value }) => ({
      fieldId: name,
      question: title,
      values: [value].flat().map((one) => (typeof one === "string" ? one : JSON.stringify(one ?? ""))),
    })),
    submittedAt: instant(entry["created_at"]),
  };
}
