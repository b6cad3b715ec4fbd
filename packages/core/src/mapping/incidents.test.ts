import { test } from "vitest";
import { cases } from "../testing/mapping-row.ts";

const alert = (action: string) => ({
  action,
  data: { metric_alert: { id: "9", date_closed: "2026-01-01T00:00:00Z" } },
});

const thread = (status: string) => ({ id: "th_1", status, priority: 0, customer: { id: "c_1" } });

test.each(
  cases([
    [
      "a note",
      "pagerduty",
      { event: { id: "1", event_type: "incident.annotated", data: { id: "n", incident: { id: "i" } } } },
      "pagerduty.incident.annotated",
      {},
    ],
    [
      "an alert that is over",
      "sentry",
      alert("resolved"),
      "incident.resolved",
      { incidentId: "9", resolvedAt: "2026-01-01T00:00:00.000Z" },
      { "sentry-hook-resource": "metric_alert" },
    ],
    [
      "a warning",
      "sentry",
      alert("warning"),
      "incident.triggered",
      { severity: "warning" },
      { "sentry-hook-resource": "metric_alert" },
    ],
    [
      "a comment",
      "sentry",
      { action: "created", actor: { name: "Ada" }, data: { comment_id: 1, issue_id: 2, comment: "N" } },
      "issue.commented",
      { issueId: "2", commentAuthor: "Ada" },
      { "sentry-hook-resource": "comment" },
    ],
    [
      "an error",
      "sentry",
      { action: "created", data: { error: {} } },
      "sentry.error.created",
      {},
      { "sentry-hook-resource": "error" },
    ],
    [
      "an alert by its title alone",
      "datadog",
      { id: "1", event_type: "log_alert", title: "[Recovered on {host:a}] M" },
      "incident.resolved",
      { incidentId: "1" },
    ],
    [
      "an alert that says nothing",
      "datadog",
      { id: "1", event_type: "log_alert", title: "M" },
      "datadog.log_alert",
      {},
    ],
    [
      "an image",
      "azure-event-grid",
      {
        id: "1",
        eventType: "Microsoft.ContainerRegistry.ImagePushed",
        data: { target: { repository: "shop", tag: "1" }, request: { host: "acme.azurecr.io" } },
      },
      "package.published",
      { packageId: "acme.azurecr.io/shop", version: "1" },
    ],
    [
      "a blob, as a CloudEvent",
      "azure-event-grid",
      {
        id: "1",
        type: "Microsoft.Storage.BlobDeleted",
        subject: "/blobServices/default/containers/c/blobs/a/b.txt",
        data: { url: "https://x/c/a/b.txt" },
      },
      "file.deleted",
      { name: "b.txt", path: "a/b.txt", folderId: "c" },
    ],
    [
      "a suspended user",
      "tailscale",
      { type: "userSuspended", tailnet: "t", data: { user: "ada@example.com" } },
      "user.deactivated",
      { userId: "ada@example.com" },
    ],
    [
      "a comment",
      "figma",
      {
        event_type: "FILE_COMMENT",
        file_key: "k",
        comment_id: "1",
        comment: [{ text: "a " }, { mention: "1" }, { text: "b" }],
      },
      "file.commented",
      { comment: "a b" },
    ],
    [
      "a thread that is done",
      "plain",
      {
        id: "1",
        type: "thread.thread_status_transitioned",
        payload: { thread: thread("DONE"), previousThread: thread("TODO") },
      },
      "ticket.closed",
      { priority: "urgent" },
    ],
    [
      "a thread that was done",
      "plain",
      {
        id: "1",
        type: "thread.thread_status_transitioned",
        payload: { thread: thread("TODO"), previousThread: thread("DONE") },
      },
      "ticket.reopened",
      {},
    ],
    [
      "a snoozed thread",
      "plain",
      {
        id: "1",
        type: "thread.thread_status_transitioned",
        payload: { thread: thread("SNOOZED"), previousThread: thread("TODO") },
      },
      "ticket.updated",
      {},
    ],
    [
      "an email",
      "plain",
      {
        id: "1",
        type: "thread.email_received",
        payload: { thread: thread("TODO"), email: { id: "e", textContent: "N" } },
      },
      "ticket.commented",
      { commentId: "e", comment: "N", isFromCustomer: true },
    ],
    [
      "a deleted customer",
      "plain",
      {
        id: "1",
        type: "customer.customer_deleted",
        payload: { previousCustomer: { id: "c_1", email: { email: "a@example.com" } } },
      },
      "customer.deleted",
      { customerId: "c_1", email: "a@example.com" },
    ],
  ]),
)("%s", (_what, check) => check());
