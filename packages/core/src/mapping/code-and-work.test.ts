import { expect, test } from "vitest";
import { normalise } from "../domain/normalise.ts";
import type { Json } from "../event.ts";
import type { Provider } from "../provider.ts";
import { asana } from "../provider/asana.ts";
import { azureEventGrid } from "../provider/azure-event-grid.ts";
import { bitbucket } from "../provider/bitbucket.ts";
import { buildkite } from "../provider/buildkite.ts";
import { circleci } from "../provider/circleci.ts";
import { clickup } from "../provider/clickup.ts";
import { datadog } from "../provider/datadog.ts";
import { expo } from "../provider/expo.ts";
import { figma } from "../provider/figma.ts";
import { github } from "../provider/github.ts";
import { gitlab } from "../provider/gitlab.ts";
import { jira } from "../provider/jira.ts";
import { linear } from "../provider/linear.ts";
import { monday } from "../provider/monday.ts";
import { netlify } from "../provider/netlify.ts";
import { npmHooks } from "../provider/npm-hooks.ts";
import { pagerduty } from "../provider/pagerduty.ts";
import { plain } from "../provider/plain.ts";
import { sentry } from "../provider/sentry.ts";
import { tailscale } from "../provider/tailscale.ts";
import { taiga } from "../provider/taiga.ts";
import { trello } from "../provider/trello.ts";
import { vercel } from "../provider/vercel.ts";

/** What a payload becomes that is named by its own provider. */
function event(provider: Provider, payload: Json, headers: Readonly<Record<string, string>> = {}) {
  const header = (name: string): string | undefined => headers[name];
  const request = { method: "POST", url: "https://hooks.example.com/", headers, body: new Uint8Array() };
  const identity = provider.identify({ payload, whole: payload, index: 0, header, request });
  return normalise(provider, { payload, identity, header });
}

const project = { id: 1, name: "Shop", path_with_namespace: "acme/shop" };
const user = { id: 4, username: "ada" };
const mergeRequest = { id: 7, iid: 1, title: "T", target_branch: "main", source_branch: "x", author_id: 4 };
const zeros = "0".repeat(40);
const gitlabPush = {
  object_kind: "push",
  ref: "refs/heads/a/b",
  project,
  project_id: 1,
  total_commits_count: 0,
};

const uuid = "{1}";
const repository = { uuid, full_name: "acme/shop" };
const side = (name: string) => ({ branch: { name }, commit: { hash: "5f3b" } });
const pullrequest = { id: 3, title: "T", source: side("x"), destination: side("main") };
const bitbucketIssue = { id: 2, title: "T", state: "open" };

const linearIssue = (state: string) => ({ id: "i", title: "T", state: { name: "S", type: state } });
const jiraIssue = {
  id: "1",
  key: "SHOP-7",
  self: "https://acme.atlassian.net/rest/api/2/1",
  fields: { summary: "T" },
};
const jiraChange = (field: string, from: string | null, to: string | null) => ({
  webhookEvent: "jira:issue_updated",
  issue: jiraIssue,
  changelog: { items: [{ field, from, to }] },
});
const alert = (action: string) => ({
  action,
  data: { metric_alert: { id: "9", date_closed: "2026-01-01T00:00:00Z" } },
});
const thread = (status: string) => ({ id: "th_1", status, priority: 0, customer: { id: "c_1" } });
const card = { id: "c", name: "N", idShort: 5, shortLink: "abcd" };
const trelloAction = (type: string, data: object) =>
  ({ action: { id: "a", type, data: { card, ...data } } }) as Json; // safe: JSON values only
const clickupChange = (before: string, after: string) => ({
  event: "taskStatusUpdated",
  task_id: "t",
  history_items: [{ id: "1", before: { type: before }, after: { type: after, status: "S" } }],
});
const taigaChange = (change: object, isClosed: boolean) =>
  ({
    type: "task",
    action: "change",
    data: { id: 1, subject: "S", status: { is_closed: isClosed } },
    change,
  }) as Json; // safe: JSON values only

test.each<readonly [string, Provider, Json, Readonly<Record<string, string>>, string, object]>([
  [
    "a new branch",
    gitlab,
    { ...gitlabPush, before: zeros, after: "5f3b" },
    {},
    "code.pushed",
    { branch: "a/b", created: true, deleted: false, after: "5f3b" },
  ],
  [
    "a deleted tag",
    gitlab,
    { ...gitlabPush, object_kind: "tag_push", ref: "refs/tags/v1", before: "5f3b", after: zeros },
    {},
    "code.pushed",
    { tag: "v1", created: false, deleted: true },
  ],
  [
    "an approval",
    gitlab,
    {
      object_kind: "merge_request",
      user,
      project,
      object_attributes: { ...mergeRequest, action: "approved" },
    },
    {},
    "pull_request.reviewed",
    { verdict: "approved", reviewer: "ada", author: "ada" },
  ],
  [
    "someone else's change",
    gitlab,
    {
      object_kind: "merge_request",
      user: { id: 5, username: "bob" },
      project,
      object_attributes: { ...mergeRequest, action: "close" },
    },
    {},
    "pull_request.closed",
    { pullRequestId: "7", number: 1 },
  ],
  [
    "a comment on an issue",
    gitlab,
    {
      object_kind: "note",
      user,
      project,
      issue: { id: 9, iid: 2, title: "T" },
      object_attributes: { id: 1, note: "N", noteable_type: "Issue", author_id: 4 },
    },
    {},
    "issue.commented",
    { issueId: "9", key: "#2", comment: "N", commentAuthor: "ada" },
  ],
  [
    "a comment on a merge request",
    gitlab,
    {
      object_kind: "note",
      user,
      project,
      merge_request: mergeRequest,
      object_attributes: { id: 1, note: "N", noteable_type: "MergeRequest", action: "create" },
    },
    {},
    "pull_request.commented",
    { pullRequestId: "7", comment: "N" },
  ],
  [
    "a comment on a commit",
    gitlab,
    { object_kind: "note", user, project, object_attributes: { id: 1, noteable_type: "Commit" } },
    {},
    "gitlab.note",
    {},
  ],
  [
    "a failed pipeline",
    gitlab,
    {
      object_kind: "pipeline",
      project,
      object_attributes: {
        id: 1,
        ref: "v1",
        tag: true,
        status: "failed",
        finished_at: "2026-01-01 00:00:00 UTC",
      },
    },
    {},
    "build.failed",
    { tag: "v1", finishedAt: "2026-01-01T00:00:00.000Z" },
  ],
  [
    "a manual pipeline",
    gitlab,
    { object_kind: "pipeline", project, object_attributes: { id: 1, status: "manual" } },
    {},
    "gitlab.pipeline",
    {},
  ],
  [
    "a deployment",
    gitlab,
    { object_kind: "deployment", status: "success", deployment_id: 15, environment: "staging", project },
    {},
    "deployment.succeeded",
    { deploymentId: "15", environment: "staging" },
  ],
  [
    "a release",
    gitlab,
    {
      object_kind: "release",
      action: "create",
      id: 1,
      tag: "v1",
      released_at: "2026-01-01 00:00:00 UTC",
      project,
    },
    {},
    "release.published",
    { tag: "v1", publishedAt: "2026-01-01T00:00:00.000Z" },
  ],
  [
    "a new member",
    gitlab,
    {
      event_name: "user_add_to_group",
      group_id: 2,
      group_name: "G",
      user_id: 4,
      user_email: "a@example.com",
      group_access: "Developer",
    },
    {},
    "organization.member_added",
    { organizationId: "2", userId: "4", role: "Developer" },
  ],
  [
    "a failed login",
    gitlab,
    { event_name: "user_failed_login", user_id: 4, username: "ada", state: "blocked" },
    {},
    "user.sign_in_failed",
    { userId: "4", reason: "blocked" },
  ],

  [
    "a deleted branch",
    bitbucket,
    {
      repository,
      push: {
        changes: [
          {
            old: { type: "branch", name: "x", target: { hash: "5f3b" } },
            new: null,
            created: false,
            closed: true,
            forced: false,
            commits: [],
          },
        ],
      },
    },
    { "x-event-key": "repo:push" },
    "code.pushed",
    { ref: "refs/heads/x", deleted: true, before: "5f3b" },
  ],
  [
    "a request for changes",
    bitbucket,
    { repository, pullrequest, changes_request: { user: { nickname: "bob" } } },
    { "x-event-key": "pullrequest:changes_request_created" },
    "pull_request.reviewed",
    { pullRequestId: "{1}:3", verdict: "changes_requested", reviewer: "bob" },
  ],
  [
    "a comment",
    bitbucket,
    { repository, pullrequest, comment: { id: 5, content: { raw: "N" } } },
    { "x-event-key": "pullrequest:comment_created" },
    "pull_request.commented",
    { commentId: "5", comment: "N" },
  ],
  [
    "a resolved issue",
    bitbucket,
    { repository, issue: bitbucketIssue, changes: { status: { old: "new", new: "resolved" } } },
    { "x-event-key": "issue:updated" },
    "issue.closed",
    { issueId: "{1}:2", key: "#2" },
  ],
  [
    "an issue open again",
    bitbucket,
    { repository, issue: bitbucketIssue, changes: { status: { old: "closed", new: "open" } } },
    { "x-event-key": "issue:updated" },
    "issue.reopened",
    {},
  ],
  [
    "another change",
    bitbucket,
    { repository, issue: bitbucketIssue, changes: {} },
    { "x-event-key": "issue:updated" },
    "issue.updated",
    {},
  ],
  [
    "a build",
    bitbucket,
    { repository, commit_status: { key: "k", state: "FAILED", name: "B", commit: { hash: "5f3b" } } },
    { "x-event-key": "repo:commit_status_updated" },
    "build.failed",
    { buildId: "5f3b:k", commit: "5f3b" },
  ],

  [
    "an issue that is done",
    linear,
    { type: "Issue", action: "update", data: linearIssue("completed"), updatedFrom: { stateId: "s" } },
    {},
    "issue.closed",
    { issueId: "i" },
  ],
  [
    "an issue that was done",
    linear,
    {
      type: "Issue",
      action: "update",
      data: linearIssue("started"),
      updatedFrom: { stateId: "s", completedAt: "2026-01-01T00:00:00Z" },
    },
    {},
    "issue.reopened",
    {},
  ],
  [
    "a done issue's title",
    linear,
    { type: "Issue", action: "update", data: linearIssue("completed"), updatedFrom: { title: "O" } },
    {},
    "issue.updated",
    {},
  ],
  [
    "a comment on a project update",
    linear,
    { type: "Comment", action: "create", data: { id: "c", projectUpdateId: "p" } },
    {},
    "linear.Comment.create",
    {},
  ],
  [
    "a user",
    linear,
    { type: "User", action: "create", data: { id: "u", email: "a@example.com" } },
    {},
    "user.created",
    { userId: "u" },
  ],

  [
    "a resolution",
    jira,
    jiraChange("resolution", null, "1"),
    {},
    "issue.closed",
    { url: "https://acme.atlassian.net/browse/SHOP-7" },
  ],
  ["no resolution any more", jira, jiraChange("resolution", "1", null), {}, "issue.reopened", {}],
  ["another resolution", jira, jiraChange("resolution", "1", "2"), {}, "issue.updated", {}],
  ["another field", jira, jiraChange("summary", null, null), {}, "issue.updated", {}],
  [
    "a user",
    jira,
    { webhookEvent: "user_created", user: { accountId: "a", displayName: "Ada" } },
    {},
    "user.created",
    { userId: "a", name: "Ada" },
  ],

  [
    "an alert that is over",
    sentry,
    alert("resolved"),
    { "sentry-hook-resource": "metric_alert" },
    "incident.resolved",
    { incidentId: "9", resolvedAt: "2026-01-01T00:00:00.000Z" },
  ],
  [
    "a warning",
    sentry,
    alert("warning"),
    { "sentry-hook-resource": "metric_alert" },
    "incident.triggered",
    { severity: "warning" },
  ],
  [
    "a comment",
    sentry,
    { action: "created", actor: { name: "Ada" }, data: { comment_id: 1, issue_id: 2, comment: "N" } },
    { "sentry-hook-resource": "comment" },
    "issue.commented",
    { issueId: "2", commentAuthor: "Ada" },
  ],
  [
    "an error",
    sentry,
    { action: "created", data: { error: {} } },
    { "sentry-hook-resource": "error" },
    "sentry.error.created",
    {},
  ],
  [
    "a note",
    pagerduty,
    { event: { id: "1", event_type: "incident.annotated", data: { id: "n", incident: { id: "i" } } } },
    {},
    "pagerduty.incident.annotated",
    {},
  ],

  [
    "a preview",
    vercel,
    {
      id: "1",
      type: "deployment.canceled",
      payload: { target: null, deployment: { id: "d", name: "shop" } },
    },
    {},
    "deployment.canceled",
    { environment: "preview" },
  ],
  [
    "a deployment twice",
    vercel,
    { id: "1", type: "deployment.ready", payload: { deployment: { id: "d" } } },
    {},
    "vercel.deployment.ready",
    {},
  ],
  [
    "an unauthorized workflow",
    circleci,
    { type: "workflow-completed", workflow: { id: "w", status: "unauthorized" } },
    {},
    "build.failed",
    { buildId: "w" },
  ],
  [
    "a blocked build",
    buildkite,
    { event: "build.finished", build: { id: "b", state: "blocked" } },
    {},
    "buildkite.build.finished",
    {},
  ],
  [
    "a running build",
    buildkite,
    { event: "build.running", build: { id: "b", number: 1 } },
    {},
    "build.started",
    { number: 1 },
  ],
  [
    "a failed build",
    expo,
    { id: "b", status: "errored", platform: "ios", error: { message: "M" } },
    {},
    "build.failed",
    { failureMessage: "M" },
  ],
  [
    "a failed submission",
    expo,
    {
      id: "s",
      status: "errored",
      platform: "ios",
      submissionDetailsPageUrl: "https://expo.dev/s",
      submissionInfo: { error: { message: "M" } },
    },
    {},
    "deployment.failed",
    { environment: "ios", failureMessage: "M" },
  ],
  [
    "a deploy that begins",
    netlify,
    { id: "d", state: "building" },
    { "x-netlify-event": "deploy_building" },
    "deployment.started",
    { deploymentId: "d" },
  ],
  [
    "a package taken out",
    npmHooks,
    { event: "package:unpublish", name: "p", change: {} },
    {},
    "package.unpublished",
    { packageId: "p" },
  ],

  [
    "an alert by its title alone",
    datadog,
    { id: "1", event_type: "log_alert", title: "[Recovered on {host:a}] M" },
    {},
    "incident.resolved",
    { incidentId: "1" },
  ],
  [
    "an alert that says nothing",
    datadog,
    { id: "1", event_type: "log_alert", title: "M" },
    {},
    "datadog.log_alert",
    {},
  ],
  [
    "a suspended user",
    tailscale,
    { type: "userSuspended", tailnet: "t", data: { user: "ada@example.com" } },
    {},
    "user.deactivated",
    { userId: "ada@example.com" },
  ],

  [
    "a comment",
    asana,
    {
      action: "added",
      resource: { gid: "1", resource_type: "story", resource_subtype: "comment_added" },
      parent: { gid: "2", resource_type: "task" },
    },
    {},
    "issue.commented",
    { issueId: "2", commentId: "1" },
  ],
  [
    "a task in another project",
    asana,
    { action: "added", resource: { gid: "1", resource_type: "task" } },
    {},
    "asana.task.added",
    {},
  ],
  [
    "a closed task",
    clickup,
    clickupChange("open", "closed"),
    {},
    "issue.closed",
    { issueId: "t", status: "S" },
  ],
  ["an open task", clickup, clickupChange("done", "custom"), {}, "issue.reopened", {}],
  ["another state", clickup, clickupChange("open", "custom"), {}, "clickup.taskStatusUpdated", {}],
  [
    "a comment",
    monday,
    { event: { type: "create_update", pulseId: 1, updateId: 2, textBody: "N" } },
    {},
    "issue.commented",
    { issueId: "1", commentId: "2", comment: "N" },
  ],
  [
    "an archived card",
    trello,
    trelloAction("updateCard", { old: { closed: false }, card: { ...card, closed: true } }),
    {},
    "issue.closed",
    { key: "#5", url: "https://trello.com/c/abcd" },
  ],
  [
    "a card taken back",
    trello,
    trelloAction("updateCard", { old: { closed: true }, card: { ...card, closed: false } }),
    {},
    "issue.reopened",
    {},
  ],
  [
    "a comment",
    figma,
    {
      event_type: "FILE_COMMENT",
      file_key: "k",
      comment_id: "1",
      comment: [{ text: "a " }, { mention: "1" }, { text: "b" }],
    },
    {},
    "file.commented",
    { comment: "a b" },
  ],
  [
    "a comment with a change",
    taiga,
    taigaChange({ comment: "N", diff: { status: {} } }, true),
    {},
    "issue.commented",
    { comment: "N" },
  ],
  [
    "a closing change",
    taiga,
    taigaChange({ comment: "", diff: { status: {} } }, true),
    {},
    "issue.closed",
    { issueId: "1" },
  ],
  [
    "another change",
    taiga,
    taigaChange({ comment: "", diff: { subject: {} } }, true),
    {},
    "issue.updated",
    {},
  ],

  [
    "a thread that is done",
    plain,
    {
      id: "1",
      type: "thread.thread_status_transitioned",
      payload: { thread: thread("DONE"), previousThread: thread("TODO") },
    },
    {},
    "ticket.closed",
    { priority: "urgent" },
  ],
  [
    "a thread that was done",
    plain,
    {
      id: "1",
      type: "thread.thread_status_transitioned",
      payload: { thread: thread("TODO"), previousThread: thread("DONE") },
    },
    {},
    "ticket.reopened",
    {},
  ],
  [
    "a snoozed thread",
    plain,
    {
      id: "1",
      type: "thread.thread_status_transitioned",
      payload: { thread: thread("SNOOZED"), previousThread: thread("TODO") },
    },
    {},
    "ticket.updated",
    {},
  ],
  [
    "an email",
    plain,
    {
      id: "1",
      type: "thread.email_received",
      payload: { thread: thread("TODO"), email: { id: "e", textContent: "N" } },
    },
    {},
    "ticket.commented",
    { commentId: "e", comment: "N", isFromCustomer: true },
  ],
  [
    "a deleted customer",
    plain,
    {
      id: "1",
      type: "customer.customer_deleted",
      payload: { previousCustomer: { id: "c_1", email: { email: "a@example.com" } } },
    },
    {},
    "customer.deleted",
    { customerId: "c_1", email: "a@example.com" },
  ],

  [
    "an image",
    azureEventGrid,
    {
      id: "1",
      eventType: "Microsoft.ContainerRegistry.ImagePushed",
      data: { target: { repository: "shop", tag: "1" }, request: { host: "acme.azurecr.io" } },
    },
    {},
    "package.published",
    { packageId: "acme.azurecr.io/shop", version: "1" },
  ],
  [
    "a blob, as a CloudEvent",
    azureEventGrid,
    {
      id: "1",
      type: "Microsoft.Storage.BlobDeleted",
      subject: "/blobServices/default/containers/c/blobs/a/b.txt",
      data: { url: "https://x/c/a/b.txt" },
    },
    {},
    "file.deleted",
    { name: "b.txt", path: "a/b.txt", folderId: "c" },
  ],

  [
    "a failed run",
    github,
    {
      action: "completed",
      workflow_run: { node_id: "W", status: "completed", conclusion: "timed_out", run_number: 3 },
      repository,
    },
    { "x-github-event": "workflow_run" },
    "build.failed",
    { buildId: "W", number: 3 },
  ],
  [
    "a canceled run",
    github,
    { action: "completed", workflow_run: { node_id: "W", conclusion: "cancelled" }, repository },
    { "x-github-event": "workflow_run" },
    "build.canceled",
    {},
  ],
  [
    "a skipped run",
    github,
    { action: "completed", workflow_run: { node_id: "W", conclusion: "skipped" }, repository },
    { "x-github-event": "workflow_run" },
    "github.workflow_run.completed",
    {},
  ],
  [
    "a check of another app",
    github,
    {
      action: "completed",
      check_run: { node_id: "C", conclusion: "failure", app: { slug: "octocov" } },
      repository,
    },
    { "x-github-event": "check_run" },
    "build.failed",
    { buildId: "C" },
  ],
  [
    "a check of Actions, which is part of a run",
    github,
    {
      action: "completed",
      check_run: { node_id: "C", conclusion: "failure", app: { slug: "github-actions" } },
      repository,
    },
    { "x-github-event": "check_run" },
    "github.check_run.completed",
    {},
  ],
  [
    "a failed deployment",
    github,
    {
      action: "created",
      deployment: { node_id: "D", ref: "main", sha: "5f3b" },
      deployment_status: { state: "error", description: "M" },
      repository,
    },
    { "x-github-event": "deployment_status" },
    "deployment.failed",
    { deploymentId: "D", branch: "main", failureMessage: "M" },
  ],
  [
    "an inactive deployment",
    github,
    { action: "created", deployment: { node_id: "D" }, deployment_status: { state: "inactive" }, repository },
    { "x-github-event": "deployment_status" },
    "github.deployment_status.created",
    {},
  ],
  [
    "a comment on a pull request's page",
    github,
    {
      action: "created",
      issue: { node_id: "PR", number: 3, title: "T", pull_request: {} },
      comment: { node_id: "C", body: "N" },
      repository,
    },
    { "x-github-event": "issue_comment" },
    "pull_request.commented",
    { pullRequestId: "PR", number: 3, commentId: "C", comment: "N" },
  ],
])("%s", (_what, provider, payload, headers, type, fields) => {
  const normalised = event(provider, payload, headers);

  expect(normalised.mismatch).toBeUndefined();
  expect(normalised.type).toBe(type);
  expect(normalised.fields).toMatchObject(fields);
});
