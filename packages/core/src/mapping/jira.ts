import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { elements, type Fields, fields, idText, someText } from "../domain/read.ts";

/*
 * Field names from Jira's documentation of webhooks. An issue is done when it gets a resolution, and open again when
 * it loses it; a change from one resolution to another is an update. Due dates are days without a time, so they stay
 * in `original`.
 */

/** Jira; the provider's types are its `webhookEvent`. */
export const jiraMapping = defineMapping({
  "jira:issue_created": row("issue.opened", issue),
  "jira:issue_updated": [
    row("issue.closed", issue, { when: (input) => isEmpty(resolved(input)?.["from"]) && isSet(input) }),
    row("issue.reopened", issue, { when: (input) => resolved(input) !== undefined && !isSet(input) }),
    row("issue.updated", issue),
  ],
  "jira:issue_deleted": row("issue.deleted", issue),
  comment_created: row("issue.commented", commented, {
    when: ({ payload }) => fields(payload)["issue"] !== undefined,
    subject: ({ payload }) => idText(fields(fields(payload)["issue"])["id"]),
  }),

  attachment_created: row("file.created", attachment),
  attachment_deleted: row("file.deleted", attachment),
  user_created: row("user.created", user, { subject: accountId }),
  user_updated: row("user.updated", user, { subject: accountId }),
  user_deleted: row("user.deleted", user, { subject: accountId }),
});

function resolved({ payload }: MappingInput): Fields | undefined {
  const items = elements(fields(fields(payload)["changelog"])["items"]).map(fields);
  return items.find((item) => item["field"] === "resolution");
}

function isSet(input: MappingInput): boolean {
  const change = resolved(input);
  return change !== undefined && !isEmpty(change["to"]);
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === "";
}

function issue({ payload }: MappingInput): DomainFields<"issue.opened"> {
  const entry = fields(fields(payload)["issue"]);
  const said = fields(entry["fields"]);
  const assignee = fields(said["assignee"])["displayName"];
  return {
    issueId: idText(entry["id"]),
    key: entry["key"],
    title: said["summary"],
    projectId: idText(fields(said["project"])["id"]),
    status: fields(said["status"])["name"],
    priority: fields(said["priority"])["name"],
    author: fields(said["creator"])["displayName"],
    assignees: assignee === undefined ? [] : [assignee],
    labels: said["labels"],
    url: pageOf(entry),
  };
}

function commented(input: MappingInput): DomainFields<"issue.commented"> {
  const entry = fields(fields(input.payload)["comment"]);
  return {
    ...issue(input),
    commentId: idText(entry["id"]),
    comment: someText(entry["body"]), // a document tree in some versions: see `original`
    commentAuthor: fields(entry["author"])["displayName"],
    commentUrl: undefined,
  };
}

/** The payload links to the REST API only; people read the issue at `/browse/KEY` of the same site. */
function pageOf({ self, key }: Fields): string | undefined {
  if (typeof self !== "string" || typeof key !== "string" || !URL.canParse(self)) return undefined;
  return `${new URL(self).origin}/browse/${encodeURIComponent(key)}`;
}

function attachment({ payload }: MappingInput): DomainFields<"file.created"> {
  const entry = fields(fields(payload)["attachment"]);
  return {
    fileId: idText(entry["id"]),
    name: entry["filename"],
    contentType: entry["mimeType"],
    sizeBytes: entry["size"],
    author: fields(entry["author"])["displayName"],
    url: entry["content"],
  };
}

function user({ payload }: MappingInput): DomainFields<"user.created"> {
  const entry = fields(fields(payload)["user"]);
  return { userId: entry["accountId"], name: entry["displayName"], email: someText(entry["emailAddress"]) };
}

function accountId({ payload }: MappingInput): string | undefined {
  return someText(fields(fields(payload)["user"])["accountId"]);
}
