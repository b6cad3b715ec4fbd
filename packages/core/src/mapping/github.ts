import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { elements, type Fields, fields, idText, instant, someText } from "../domain/read.ts";
import {
  checkRun,
  concludes,
  deployment,
  failedDeployment,
  failures,
  hasState,
  isCheck,
  workflowRun,
} from "./github-build.ts";
import { globalId, idOfEntity, loginOf, repositoryOf } from "./github-entity.ts";
import { commented, isOnPullRequest, issue } from "./github-issue.ts";
import {
  commentedOnLine,
  commentedOnRequest,
  merged,
  pullRequest,
  request,
  reviewed,
} from "./github-pull-request.ts";

/*
 * Field names from GitHub's own schemas (@octokit/openapi-webhooks-types). Ids are node ids, which GraphQL takes and
 * which stay when a repository is renamed. Of the actions that tell one thing twice only one is mapped: a release that
 * is given out sends `published`, `released` or `prereleased`, and often `created`. A workflow of GitHub Actions is one
 * build, `workflow_run`; its jobs (`workflow_job`, and `check_run` again) and suites stay passthrough. A `check_run` of
 * another app is a build of its own.
 */

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
  "issue_comment.created": [
    row("pull_request.commented", commentedOnRequest, {
      when: isOnPullRequest,
      subject: idOfEntity("issue"),
    }),
    row("issue.commented", commented, { subject: idOfEntity("issue") }),
  ],

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

function lowerCase(value: unknown): string | undefined {
  return typeof value === "string" ? value.toLowerCase() : undefined;
}

function after(ref: unknown, prefix: string): string | undefined {
  return typeof ref === "string" && ref.startsWith(prefix) ? ref.slice(prefix.length) : undefined;
}
