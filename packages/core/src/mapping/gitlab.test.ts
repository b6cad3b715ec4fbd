import { test } from "vitest";
import { cases } from "../testing/mapping-row.ts";

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

test.each(
  cases([
    [
      "a new branch",
      "gitlab",
      { ...gitlabPush, before: zeros, after: "5f3b" },
      "code.pushed",
      { branch: "a/b", created: true, deleted: false, after: "5f3b" },
    ],
    [
      "a deleted tag",
      "gitlab",
      { ...gitlabPush, object_kind: "tag_push", ref: "refs/tags/v1", before: "5f3b", after: zeros },
      "code.pushed",
      { tag: "v1", created: false, deleted: true },
    ],
    [
      "an approval",
      "gitlab",
      {
        object_kind: "merge_request",
        user,
        project,
        object_attributes: { ...mergeRequest, action: "approved" },
      },
      "pull_request.reviewed",
      { verdict: "approved", reviewer: "ada", author: "ada" },
    ],
    [
      "someone else's change",
      "gitlab",
      {
        object_kind: "merge_request",
        user: { id: 5, username: "bob" },
        project,
        object_attributes: { ...mergeRequest, action: "close" },
      },
      "pull_request.closed",
      { pullRequestId: "7", number: 1 },
    ],
    [
      "a comment on an issue",
      "gitlab",
      {
        object_kind: "note",
        user,
        project,
        issue: { id: 9, iid: 2, title: "T" },
        object_attributes: { id: 1, note: "N", noteable_type: "Issue", author_id: 4 },
      },
      "issue.commented",
      { issueId: "9", key: "#2", comment: "N", commentAuthor: "ada" },
    ],
    [
      "a comment on a merge request",
      "gitlab",
      {
        object_kind: "note",
        user,
        project,
        merge_request: mergeRequest,
        object_attributes: { id: 1, note: "N", noteable_type: "MergeRequest", action: "create" },
      },
      "pull_request.commented",
      { pullRequestId: "7", comment: "N" },
    ],
    [
      "a comment on a commit",
      "gitlab",
      { object_kind: "note", user, project, object_attributes: { id: 1, noteable_type: "Commit" } },
      "gitlab.note",
      {},
    ],
    [
      "a failed pipeline",
      "gitlab",
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
      "build.failed",
      { tag: "v1", finishedAt: "2026-01-01T00:00:00.000Z" },
    ],
    [
      "a manual pipeline",
      "gitlab",
      { object_kind: "pipeline", project, object_attributes: { id: 1, status: "manual" } },
      "gitlab.pipeline",
      {},
    ],
    [
      "a deployment",
      "gitlab",
      { object_kind: "deployment", status: "success", deployment_id: 15, environment: "staging", project },
      "deployment.succeeded",
      { deploymentId: "15", environment: "staging" },
    ],
    [
      "a release",
      "gitlab",
      {
        object_kind: "release",
        action: "create",
        id: 1,
        tag: "v1",
        released_at: "2026-01-01 00:00:00 UTC",
        project,
      },
      "release.published",
      { tag: "v1", publishedAt: "2026-01-01T00:00:00.000Z" },
    ],
    [
      "a new member",
      "gitlab",
      {
        event_name: "user_add_to_group",
        group_id: 2,
        group_name: "G",
        user_id: 4,
        user_email: "a@example.com",
        group_access: "Developer",
      },
      "organization.member_added",
      { organizationId: "2", userId: "4", role: "Developer" },
    ],
    [
      "a failed login",
      "gitlab",
      { event_name: "user_failed_login", user_id: 4, username: "ada", state: "blocked" },
      "user.sign_in_failed",
      { userId: "4", reason: "blocked" },
    ],
  ]),
)("%s", (_what, check) => check());
