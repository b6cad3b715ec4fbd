import type { EmitterWebhookEvent, EmitterWebhookEventName } from "@octokit/webhooks";
import { describe, expect, test } from "vitest";
import { type Normalised, normalise } from "../domain/normalise.ts";
import type { Json } from "../event.ts";
import { githubMapping } from "./github.ts";
import { cases } from "../testing/mapping-row.ts";

type Part<Whole> = Whole extends readonly (infer Element)[]
  ? Part<Element>[]
  : Whole extends object
    ? { [Key in keyof Whole]?: Part<Whole[Key]> }
    : Whole;
type Payload<Name extends EmitterWebhookEventName> = Part<EmitterWebhookEvent<Name>["payload"]>;

function github(type: string, payload: object): Normalised {
  const identity = { id: "1", type, time: undefined, subject: "their_subject" };
  return normalise(
    { id: "github", domain: githubMapping },
    { payload: payload as Json, identity, header: () => undefined }, // safe: made of JSON values only
  );
}

const repository = {
  id: 186853002,
  node_id: "MDEwOlJlcG9zaXRvcnkxODY4NTMwMDI=",
  full_name: "Codertocat/Hello-World",
};

const push = {
  ref: "refs/heads/main",
  before: "6113728f27ae82c7b1a177c8d03f9e96e0adf246",
  after: "59b20b8d5c6ff8d09518216e87bc9ee2c5ae1b9f",
  repository,
  pusher: { name: "Codertocat", email: "21031067+Codertocat@users.noreply.github.com" },
  created: false,
  deleted: false,
  forced: false,
  base_ref: null,
  compare: "https://github.com/Codertocat/Hello-World/compare/6113728f27ae...59b20b8d5c6f",
  commits: [
    {
      id: "59b20b8d5c6ff8d09518216e87bc9ee2c5ae1b9f",
      message: "Fix the greeting\n\nIt said goodbye.",
      author: { name: "Code R. Cat", email: "cat@example.com", username: "Codertocat" },
      url: "https://github.com/Codertocat/Hello-World/commit/59b20b8d5c6ff8d09518216e87bc9ee2c5ae1b9f",
    },
  ],
} satisfies Payload<"push">;

describe("push", () => {
  test("of commits to a branch", () => {
    const event = github("push", push);

    expect(event.type).toBe("code.pushed");
    expect(event.fields).toStrictEqual({
      repository: "Codertocat/Hello-World",
      ref: "refs/heads/main",
      branch: "main",
      before: "6113728f27ae82c7b1a177c8d03f9e96e0adf246",
      after: "59b20b8d5c6ff8d09518216e87bc9ee2c5ae1b9f",
      created: false,
      deleted: false,
      forced: false,
      pusher: "Codertocat",
      commitCount: 1,
      commits: [
        {
          commitId: "59b20b8d5c6ff8d09518216e87bc9ee2c5ae1b9f",
          message: "Fix the greeting\n\nIt said goodbye.",
          author: "Codertocat",
          url: "https://github.com/Codertocat/Hello-World/commit/59b20b8d5c6ff8d09518216e87bc9ee2c5ae1b9f",
        },
      ],
      url: "https://github.com/Codertocat/Hello-World/compare/6113728f27ae...59b20b8d5c6f",
    });
  });

  test("that deletes a tag", () => {
    const zeros = "0".repeat(40);
    const event = github("push", {
      ...push,
      ref: "refs/tags/v1/rc",
      after: zeros,
      deleted: true,
      commits: [],
    });

    expect(event.fields).toMatchObject({ tag: "v1/rc", deleted: true, commitCount: 0, commits: [] });
    expect(event.fields).not.toHaveProperty("branch");
    expect(event.fields).not.toHaveProperty("after");
  });
});

const pullRequest = {
  id: 279147437,
  node_id: "MDExOlB1bGxSZXF1ZXN0Mjc5MTQ3NDM3",
  number: 2,
  title: "Update the README with new information.",
  user: { login: "Codertocat", id: 21031067 },
  draft: false,
  html_url: "https://github.com/Codertocat/Hello-World/pull/2",
  base: { ref: "main", sha: "f95f852bd8fca8fcc58a9a2d6c842781e32a215e" },
  head: { ref: "changes", sha: "ec26c3e57ca3a959ca5aad62de7213c562f8c821" },
  labels: [{ name: "docs" }],
  merged: false,
  merged_at: null,
  merged_by: null,
  merge_commit_sha: null,
} satisfies Payload<"pull_request.opened">["pull_request"];

describe("pull requests", () => {
  const fields = {
    pullRequestId: "MDExOlB1bGxSZXF1ZXN0Mjc5MTQ3NDM3",
    repository: "Codertocat/Hello-World",
    number: 2,
    title: "Update the README with new information.",
    author: "Codertocat",
    draft: false,
    url: "https://github.com/Codertocat/Hello-World/pull/2",
    baseBranch: "main",
    headBranch: "changes",
    headCommit: "ec26c3e57ca3a959ca5aad62de7213c562f8c821",
    labels: ["docs"],
  };

  test.each([
    ["opened", "pull_request.opened"],
    ["reopened", "pull_request.reopened"],
    ["synchronize", "pull_request.updated"],
    ["edited", "pull_request.updated"],
    ["ready_for_review", "pull_request.updated"],
    ["converted_to_draft", "pull_request.updated"],
    ["closed", "pull_request.closed"],
  ])("%s is %s", (action, ours) => {
    const event = github(`pull_request.${action}`, {
      action,
      number: 2,
      pull_request: pullRequest,
      repository,
    });

    expect(event.type).toBe(ours);
    expect(event.fields).toStrictEqual(fields);
  });

  test("closed by merging is merged", () => {
    const merged = {
      ...pullRequest,
      merged: true,
      merged_at: "2019-05-15T15:20:33Z",
      merged_by: { login: "octocat" },
      merge_commit_sha: "c4295bd74fb0f4fda03689c3df3f2803b658fd85",
    };
    const event = github("pull_request.closed", { action: "closed", pull_request: merged, repository });

    expect(event.type).toBe("pull_request.merged");
    expect(event.fields).toStrictEqual({
      ...fields,
      mergeCommit: "c4295bd74fb0f4fda03689c3df3f2803b658fd85",
      mergedBy: "octocat",
      mergedAt: "2019-05-15T15:20:33.000Z",
    });
  });

  test("of a deleted account has no author", () => {
    const payload = { action: "opened", pull_request: { ...pullRequest, user: null }, repository };

    expect(github("pull_request.opened", payload).fields).not.toHaveProperty("author");
  });

  test("labelled stays passthrough", () => {
    expect(github("pull_request.labeled", { pull_request: pullRequest, repository }).type).toBe(
      "github.pull_request.labeled",
    );
  });
});

describe("releases", () => {
  const release = {
    id: 17372790,
    node_id: "MDc6UmVsZWFzZTE3MzcyNzkw",
    tag_name: "0.0.1",
    name: null,
    draft: false,
    prerelease: false,
    author: { login: "Codertocat" },
    html_url: "https://github.com/Codertocat/Hello-World/releases/tag/0.0.1",
    published_at: "2019-05-15T15:20:53Z",
  } satisfies Payload<"release.published">["release"];

  test.each([
    ["published", "release.published"],
    ["edited", "release.updated"],
    ["unpublished", "release.unpublished"],
    ["deleted", "release.deleted"],
  ])("%s is %s", (action, ours) => {
    const event = github(`release.${action}`, { action, release, repository });

    expect(event.type).toBe(ours);
    expect(event.fields).toStrictEqual({
      releaseId: "MDc6UmVsZWFzZTE3MzcyNzkw",
      repository: "Codertocat/Hello-World",
      tag: "0.0.1",
      prerelease: false,
      author: "Codertocat",
      url: "https://github.com/Codertocat/Hello-World/releases/tag/0.0.1",
      publishedAt: "2019-05-15T15:20:53.000Z",
    });
  });

  test.each(["created", "released", "prereleased"])(
    "%s, another name for published, stays passthrough",
    (action) => {
      expect(github(`release.${action}`, { action, release, repository }).type).toBe(
        `github.release.${action}`,
      );
    },
  );
});

describe("comments", () => {
  const issue = {
    id: 1256349519,
    node_id: "I_kwDOCyMgSs5K4lCP",
    number: 21,
    title: "The greeting says goodbye",
    user: { login: "Codertocat", id: 21031067 },
    state: "open",
    html_url: "https://github.com/Codertocat/Hello-World/issues/21",
    labels: [{ name: "bug" }],
    assignees: [],
  };
  const comment = {
    id: 1143900000,
    node_id: "IC_kwDOCyMgSs5ELtVg",
    body: "It does not any more.",
    user: { login: "octocat", id: 583231 },
    html_url: "https://github.com/Codertocat/Hello-World/pull/21#issuecomment-1143900000",
  };

  test("on an issue", () => {
    expect(github("issue_comment.created", { action: "created", issue, comment, repository })).toMatchObject({
      type: "issue.commented",
      subject: "I_kwDOCyMgSs5K4lCP",
      fields: { issueId: "I_kwDOCyMgSs5K4lCP", key: "#21", comment: "It does not any more." },
    });
  });

  test("on a pull request, which comes as an issue", () => {
    const request = {
      ...issue,
      node_id: "PR_kwDOCyMgSs444GZ-",
      draft: false,
      html_url: "https://github.com/Codertocat/Hello-World/pull/21",
      pull_request: { html_url: "https://github.com/Codertocat/Hello-World/pull/21", merged_at: null },
    };
    const event = github("issue_comment.created", { action: "created", issue: request, comment, repository });

    expect(event).toMatchObject({ type: "pull_request.commented", subject: "PR_kwDOCyMgSs444GZ-" });
    expect(event.fields).toStrictEqual({
      pullRequestId: "PR_kwDOCyMgSs444GZ-",
      repository: "Codertocat/Hello-World",
      number: 21,
      title: "The greeting says goodbye",
      author: "Codertocat",
      draft: false,
      url: "https://github.com/Codertocat/Hello-World/pull/21",
      labels: ["bug"],
      commentId: "IC_kwDOCyMgSs5ELtVg",
      comment: "It does not any more.",
      commentAuthor: "octocat",
      commentUrl: "https://github.com/Codertocat/Hello-World/pull/21#issuecomment-1143900000",
    });
  });
});

test.each(
  cases([
    [
      "a failed run",
      "github",
      {
        action: "completed",
        workflow_run: { node_id: "W", status: "completed", conclusion: "timed_out", run_number: 3 },
        repository,
      },
      "build.failed",
      { buildId: "W", number: 3 },
      { "x-github-event": "workflow_run" },
    ],
    [
      "a canceled run",
      "github",
      { action: "completed", workflow_run: { node_id: "W", conclusion: "cancelled" }, repository },
      "build.canceled",
      {},
      { "x-github-event": "workflow_run" },
    ],
    [
      "a skipped run",
      "github",
      { action: "completed", workflow_run: { node_id: "W", conclusion: "skipped" }, repository },
      "github.workflow_run.completed",
      {},
      { "x-github-event": "workflow_run" },
    ],
    [
      "a check of another app",
      "github",
      {
        action: "completed",
        check_run: { node_id: "C", conclusion: "failure", app: { slug: "octocov" } },
        repository,
      },
      "build.failed",
      { buildId: "C" },
      { "x-github-event": "check_run" },
    ],
    [
      "a check of Actions, which is part of a run",
      "github",
      {
        action: "completed",
        check_run: { node_id: "C", conclusion: "failure", app: { slug: "github-actions" } },
        repository,
      },
      "github.check_run.completed",
      {},
      { "x-github-event": "check_run" },
    ],
    [
      "a failed deployment",
      "github",
      {
        action: "created",
        deployment: { node_id: "D", ref: "main", sha: "5f3b" },
        deployment_status: { state: "error", description: "M" },
        repository,
      },
      "deployment.failed",
      { deploymentId: "D", branch: "main", failureMessage: "M" },
      { "x-github-event": "deployment_status" },
    ],
    [
      "an inactive deployment",
      "github",
      {
        action: "created",
        deployment: { node_id: "D" },
        deployment_status: { state: "inactive" },
        repository,
      },
      "github.deployment_status.created",
      {},
      { "x-github-event": "deployment_status" },
    ],
    [
      "a comment on a pull request's page",
      "github",
      {
        action: "created",
        issue: { node_id: "PR", number: 3, title: "T", pull_request: {} },
        comment: { node_id: "C", body: "N" },
        repository,
      },
      "pull_request.commented",
      { pullRequestId: "PR", number: 3, commentId: "C", comment: "N" },
      { "x-github-event": "issue_comment" },
    ],
  ]),
)("%s", (_what, check) => check());
