import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { elements, type Fields, fields, idText, instant, known, someText } from "../domain/read.ts";

/*
 * Field names from GitHub's own schemas (@octokit/openapi-webhooks-types). Ids are node ids, which GraphQL takes and
 * which stay when a repository is renamed. Of the actions that tell one thing twice only one is mapped: a release that
 * is given out sends `published`, `released` or `prereleased`, and often `created`. A workflow of GitHub Actions is one
 * build, `workflow_run`; its jobs (`workflow_job`, and `check_run` again) and suites stay passthrough. A `check_run` of
 * another app is a build of its own.
 */

/** Conclusions of a run that did not do what it should. */
const failures = ["failure", "timed_out", "startup_failure"];

/** GitHub; the provider's types are the event with its action, `pull_request.opened`. */
export const githubMapping = defineMapping({
  push: row("code.pushed", (input) => pushed(fields(input.payload))),

  "pull_request.opened": row("pull_request.opened", pullRequest),
  "pull_request.reopened": row("pull_request.reopened", pullRequest),
  "pull_request.synchronize": row("pull_request.updated", pullRequest),
  "pull_request.edited": row("pull_request.updated", pullRequest),
  "pull_request.ready_for_review": row("pull_request.updated", pullRequest),
  "pull_request.converted_to_draft": row("pull_request.updated", pullRequest),
  "pull_request.closed": [
    row("pull_request.merged", merged, { when: (input) => request(input)["merged"] === true }),
    row("pull_request.closed", pullRequest),
  ],

  "pull_request_review.submitted": row("pull_request.reviewed", reviewed, {
    subject: idOfEntity("pull_request"),
  }),
  "pull_request_review.dismissed": row("pull_request.reviewed", reviewed, {
    subject: idOfEntity("pull_request"),
  }),
  "pull_request_review_comment.created": row("pull_request.commented", commentedOnLine, {
    subject: idOfEntity("pull_request"),
  }),

  "issues.opened": row("issue.opened", issue),
  "issues.reopened": row("issue.reopened", issue),
  "issues.closed": row("issue.closed", issue),
  "issues.deleted": row("issue.deleted", issue),
  "issues.edited": row("issue.updated", issue),
  "issues.assigned": row("issue.updated", issue),
  "issues.unassigned": row("issue.updated", issue),
  "issues.labeled": row("issue.updated", issue),
  "issues.unlabeled": row("issue.updated", issue),
  "issues.milestoned": row("issue.updated", issue),
  "issues.demilestoned": row("issue.updated", issue),
  // A comment on a pull request comes with its issue alone, which does not know the branches: passthrough.
  "issue_comment.created": row("issue.commented", commented, {
    when: (input) => !isOnPullRequest(input),
    subject: idOfEntity("issue"),
  }),

  "deployment.created": row("deployment.created", deployment),
  "deployment_status.created": [
    row("deployment.started", deployment, {
      when: hasState("in_progress"),
      subject: idOfEntity("deployment"),
    }),
    row("deployment.succeeded", deployment, { when: hasState("success"), subject: idOfEntity("deployment") }),
    row("deployment.failed", failedDeployment, {
      when: hasState("failure", "error"),
      subject: idOfEntity("deployment"),
    }),
  ],

  "workflow_run.requested": row("build.created", workflowRun),
  "workflow_run.in_progress": row("build.started", workflowRun),
  "workflow_run.completed": [
    row("build.succeeded", workflowRun, { when: concludes("workflow_run", "success") }),
    row("build.canceled", workflowRun, { when: concludes("workflow_run", "cancelled") }),
    row("build.failed", workflowRun, { when: concludes("workflow_run", ...failures) }),
  ],
  "check_run.created": [
    row("build.started", checkRun, { when: isCheck("in_progress") }),
    row("build.created", checkRun, { when: isCheck("queued", "pending", "waiting", "requested") }),
  ],
  "check_run.completed": [
    row("build.succeeded", checkRun, { when: concludes("check_run", "success") }),
    row("build.canceled", checkRun, { when: concludes("check_run", "cancelled") }),
    row("build.failed", checkRun, { when: concludes("check_run", ...failures) }),
  ],

  "package.published": row("package.published", published, { subject: idOfEntity("package") }),

  "organization.member_added": row("organization.member_added", membership),
  "organization.member_removed": row("organization.member_removed", membership),
  "organization.renamed": row("organization.updated", organization),
  "organization.deleted": row("organization.deleted", organization),

  "release.published": row("release.published", release),
  "release.edited": row("release.updated", release),
  "release.unpublished": row("release.unpublished", release),
  "release.deleted": row("release.deleted", release),
});

/** What a ref points to before it is made, and after it is deleted. */
const noCommit = /^0+$/;

function pushed(payload: Fields): DomainFields<"code.pushed"> {
  const ref = payload["ref"];
  const commits = elements(payload["commits"]).map(commit);
  return {
    repository: repositoryOf(payload),
    ref,
    branch: after(ref, "refs/heads/"),
    tag: after(ref, "refs/tags/"),
    before: commitId(payload["before"]),
    after: commitId(payload["after"]),
    created: payload["created"],
    deleted: payload["deleted"],
    forced: payload["forced"],
    pusher: fields(payload["pusher"])["name"],
    commitCount: commits.length,
    commits,
    url: payload["compare"],
  };
}

function commit(value: unknown): Fields {
  const { id, message, author, url } = fields(value);
  const { username, name } = fields(author);
  return { commitId: id, message, author: username ?? name, url };
}

function commitId(value: unknown): unknown {
  return typeof value === "string" && noCommit.test(value) ? undefined : value;
}

function request({ payload }: MappingInput): Fields {
  return fields(fields(payload)["pull_request"]);
}

function pullRequest(input: MappingInput): DomainFields<"pull_request.opened"> {
  const entry = request(input);
  const head = fields(entry["head"]);
  return {
    pullRequestId: globalId(entry),
    repository: repositoryOf(fields(input.payload)),
    number: entry["number"],
    title: entry["title"],
    author: loginOf(entry["user"]),
    draft: entry["draft"],
    url: entry["html_url"],
    baseBranch: fields(entry["base"])["ref"],
    headBranch: head["ref"],
    headCommit: head["sha"],
    labels: elements(entry["labels"]).map((label) => fields(label)["name"]),
  };
}

function merged(input: MappingInput): DomainFields<"pull_request.merged"> {
  const entry = request(input);
  return {
    ...pullRequest(input),
    mergeCommit: entry["merge_commit_sha"],
    mergedBy: loginOf(entry["merged_by"]),
    mergedAt: instant(entry["merged_at"]),
  };
}

function reviewed(input: MappingInput): DomainFields<"pull_request.reviewed"> {
  const review = fields(fields(input.payload)["review"]);
  return {
    ...pullRequest(input),
    reviewId: globalId(review),
    verdict: known(review["state"], ["approved", "changes_requested", "commented", "dismissed"]),
    reviewer: loginOf(review["user"]),
    comment: someText(review["body"]),
  };
}

function commentedOnLine(input: MappingInput): DomainFields<"pull_request.commented"> {
  return { ...pullRequest(input), ...comment(input) };
}

function issue({ payload }: MappingInput): DomainFields<"issue.opened"> {
  const entry = fields(fields(payload)["issue"]);
  const number = idText(entry["number"]);
  return {
    issueId: globalId(entry),
    key: number === undefined ? undefined : `#${number}`,
    title: entry["title"],
    repository: repositoryOf(fields(payload)),
    status: entry["state"],
    author: loginOf(entry["user"]),
    assignees: elements(entry["assignees"]).map(loginOf),
    labels: elements(entry["labels"]).map((label) => fields(label)["name"]),
    url: entry["html_url"],
  };
}

function commented(input: MappingInput): DomainFields<"issue.commented"> {
  return { ...issue(input), ...comment(input) };
}

function comment({ payload }: MappingInput): Fields {
  const entry = fields(fields(payload)["comment"]);
  return {
    commentId: globalId(entry),
    comment: entry["body"],
    commentAuthor: loginOf(entry["user"]),
    commentUrl: entry["html_url"],
  };
}

function isOnPullRequest({ payload }: MappingInput): boolean {
  return fields(fields(payload)["issue"])["pull_request"] !== undefined;
}

function hasState(...states: readonly string[]): (input: MappingInput) => boolean {
  return ({ payload }) => states.includes(String(fields(fields(payload)["deployment_status"])["state"]));
}

/** For events that are named after something else than what they are about. */
function idOfEntity(name: string): (input: MappingInput) => string | undefined {
  return ({ payload }) => someText(globalId(fields(fields(payload)[name])));
}

function deployment({ payload }: MappingInput): DomainFields<"deployment.created"> {
  const event = fields(payload);
  const entry = fields(event["deployment"]);
  const status = fields(event["deployment_status"]);
  const { ref, sha } = entry;
  return {
    deploymentId: globalId(entry),
    repository: repositoryOf(event),
    environment: status["environment"] ?? entry["environment"],
    branch: ref === sha ? undefined : ref, // a branch, a tag or the commit itself
    commit: sha,
    author: loginOf(entry["creator"]),
    url: someText(status["environment_url"]),
    logUrl: someText(status["log_url"]) ?? someText(status["target_url"]),
  };
}

function failedDeployment(input: MappingInput): DomainFields<"deployment.failed"> {
  const status = fields(fields(input.payload)["deployment_status"]);
  return { ...deployment(input), failureMessage: someText(status["description"]) };
}

function concludes(
  entity: "workflow_run" | "check_run",
  ...conclusions: readonly string[]
): (input: MappingInput) => boolean {
  return ({ payload }) => {
    const run = fields(fields(payload)[entity]);
    return conclusions.includes(String(run["conclusion"])) && !(entity === "check_run" && isOfActions(run));
  };
}

function isCheck(...statuses: readonly string[]): (input: MappingInput) => boolean {
  return ({ payload }) => {
    const run = fields(fields(payload)["check_run"]);
    return statuses.includes(String(run["status"])) && !isOfActions(run);
  };
}

/** GitHub Actions reports each job as a check too; what counts there is the run. */
function isOfActions(checkRun: Fields): boolean {
  return fields(checkRun["app"])["slug"] === "github-actions";
}

function workflowRun({ payload }: MappingInput): DomainFields<"build.succeeded"> {
  const run = fields(fields(payload)["workflow_run"]);
  const isOver = run["status"] === "completed";
  return {
    buildId: globalId(run),
    name: run["name"],
    number: run["run_number"],
    repository: repositoryOf(fields(payload)),
    branch: run["head_branch"],
    commit: run["head_sha"],
    commitMessage: fields(run["head_commit"])["message"],
    author: loginOf(run["triggering_actor"]) ?? loginOf(run["actor"]),
    url: run["html_url"],
    startedAt: instant(run["run_started_at"]),
    finishedAt: isOver ? instant(run["updated_at"]) : undefined,
  };
}

function checkRun({ payload }: MappingInput): DomainFields<"build.succeeded"> {
  const run = fields(fields(payload)["check_run"]);
  return {
    buildId: globalId(run),
    name: run["name"],
    repository: repositoryOf(fields(payload)),
    branch: fields(run["check_suite"])["head_branch"],
    commit: run["head_sha"],
    url: run["html_url"],
    startedAt: instant(run["started_at"]),
    finishedAt: instant(run["completed_at"]),
  };
}

function published({ payload }: MappingInput): DomainFields<"package.published"> {
  const entry = fields(fields(payload)["package"]);
  const version = fields(entry["package_version"]);
  const { namespace, name } = entry;
  return {
    packageId: idText(entry["id"]), // GitHub has no node id for it
    name: typeof namespace === "string" && namespace !== "" ? `${namespace}/${String(name)}` : name,
    version: someText(version["version"]),
    registry: lowerCase(entry["package_type"]),
    repository: repositoryOf(fields(payload)),
    author: loginOf(version["author"]) ?? loginOf(entry["owner"]),
    url: someText(version["html_url"]) ?? someText(entry["html_url"]),
  };
}

function organization({ payload }: MappingInput): DomainFields<"organization.updated"> {
  const entry = fields(fields(payload)["organization"]);
  return { organizationId: globalId(entry), slug: entry["login"] };
}

function membership(input: MappingInput): DomainFields<"organization.member_added"> {
  const { role, user } = fields(fields(input.payload)["membership"]);
  return {
    ...organization(input),
    userId: globalId(fields(user)),
    userName: loginOf(user),
    role,
  };
}

function release(input: MappingInput): DomainFields<"release.published"> {
  const payload = fields(input.payload);
  const entry = fields(payload["release"]);
  return {
    releaseId: globalId(entry),
    repository: repositoryOf(payload),
    tag: entry["tag_name"],
    name: entry["name"],
    prerelease: entry["prerelease"],
    author: loginOf(entry["author"]),
    url: entry["html_url"],
    publishedAt: instant(entry["published_at"]),
  };
}

function repositoryOf(payload: Fields): unknown {
  return fields(payload["repository"])["full_name"];
}

/** A deleted account is `null` here. */
function loginOf(user: unknown): unknown {
  return fields(user)["login"];
}

function globalId(entry: Fields): unknown {
  return entry["node_id"] ?? idText(entry["id"]);
}

function lowerCase(value: unknown): string | undefined {
  return typeof value === "string" ? value.toLowerCase() : undefined;
}

function after(ref: unknown, prefix: string): string | undefined {
  return typeof ref === "string" && ref.startsWith(prefix) ? ref.slice(prefix.length) : undefined;
}
