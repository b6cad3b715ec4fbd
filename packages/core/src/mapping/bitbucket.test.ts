import { test } from "vitest";
import { cases } from "../testing/mapping-row.ts";

const uuid = "{1}";

const repository = { uuid, full_name: "acme/shop" };

const side = (name: string) => ({ branch: { name }, commit: { hash: "5f3b" } });

const pullrequest = { id: 3, title: "T", source: side("x"), destination: side("main") };

const bitbucketIssue = { id: 2, title: "T", state: "open" };

test.each(
  cases([
    [
      "a deleted branch",
      "bitbucket",
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
      "code.pushed",
      { ref: "refs/heads/x", deleted: true, before: "5f3b" },
      { "x-event-key": "repo:push" },
    ],
    [
      "a request for changes",
      "bitbucket",
      { repository, pullrequest, changes_request: { user: { nickname: "bob" } } },
      "pull_request.reviewed",
      { pullRequestId: "{1}:3", verdict: "changes_requested", reviewer: "bob" },
      { "x-event-key": "pullrequest:changes_request_created" },
    ],
    [
      "a comment",
      "bitbucket",
      { repository, pullrequest, comment: { id: 5, content: { raw: "N" } } },
      "pull_request.commented",
      { commentId: "5", comment: "N" },
      { "x-event-key": "pullrequest:comment_created" },
    ],
    [
      "a resolved issue",
      "bitbucket",
      { repository, issue: bitbucketIssue, changes: { status: { old: "new", new: "resolved" } } },
      "issue.closed",
      { issueId: "{1}:2", key: "#2" },
      { "x-event-key": "issue:updated" },
    ],
    [
      "an issue open again",
      "bitbucket",
      { repository, issue: bitbucketIssue, changes: { status: { old: "closed", new: "open" } } },
      "issue.reopened",
      {},
      { "x-event-key": "issue:updated" },
    ],
    [
      "another change",
      "bitbucket",
      { repository, issue: bitbucketIssue, changes: {} },
      "issue.updated",
      {},
      { "x-event-key": "issue:updated" },
    ],
    [
      "a build",
      "bitbucket",
      { repository, commit_status: { key: "k", state: "FAILED", name: "B", commit: { hash: "5f3b" } } },
      "build.failed",
      { buildId: "5f3b:k", commit: "5f3b" },
      { "x-event-key": "repo:commit_status_updated" },
    ],
  ]),
)("%s", (_what, check) => check());
