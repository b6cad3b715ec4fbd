/**
 * What GitHub sends, by what the event is about: the fields that are read here and those that handlers ask for most. The
 * payloads have more; a team that has `@octokit/webhooks` can put its types in place of these.
 *
 * Field names from GitHub's schemas; `@octokit/webhooks` 14.2.0's own types fit into these, which a test holds.
 * @see https://docs.github.com/webhooks/webhook-events-and-payloads
 */
export interface GitHubPayloads {
  "*": GitHubEvent;
  "code.*": GitHubPush;
  "pull_request.*": GitHubPullRequestEvent;
  "pull_request.reviewed": GitHubReviewEvent;
  /** A comment on a line comes with the pull request, one on its page with the issue that it is to GitHub. */
  "pull_request.commented": GitHubReviewCommentEvent | GitHubIssueCommentEvent;
  "issue.*": GitHubIssueEvent;
  "issue.commented": GitHubIssueCommentEvent;
  "release.*": GitHubReleaseEvent;
  "deployment.*": GitHubDeploymentEvent;
  /** A run of GitHub Actions, or another app's check. */
  "build.*": GitHubWorkflowRunEvent | GitHubCheckRunEvent;
  "organization.*": GitHubOrganizationEvent;
}

/** What nearly every event has. */
export interface GitHubEvent {
  /** Absent where an event knows no actions (`push`). */
  readonly action?: string;
  readonly repository?: GitHubRepository;
  readonly organization?: GitHubOrganization;
  readonly sender?: GitHubUser;
  readonly installation?: { readonly id: number };
}

export interface GitHubRepository {
  readonly id: number;
  readonly node_id: string;
  readonly name: string;
  /** `owner/name`. */
  readonly full_name: string;
  readonly private: boolean;
  readonly html_url: string;
  readonly default_branch?: string;
}

export interface GitHubOrganization {
  readonly id: number;
  readonly node_id: string;
  readonly login: string;
}

export interface GitHubUser {
  readonly id: number;
  readonly node_id?: string;
  readonly login: string;
}

/** A deleted account is `null`. */
type Account = { readonly id?: number; readonly login?: string } | null;

export interface GitHubPush extends GitHubEvent {
  /** `refs/heads/main`, `refs/tags/v1`. */
  readonly ref: string;
  /** Forty zeros where the ref is new. */
  readonly before: string;
  /** Forty zeros where the ref was deleted. */
  readonly after: string;
  readonly created: boolean;
  readonly deleted: boolean;
  readonly forced: boolean;
  readonly compare: string;
  readonly pusher: { readonly name: string; readonly email?: string | null };
  readonly commits: readonly GitHubCommit[];
  readonly head_commit: GitHubCommit | null;
  readonly repository: GitHubRepository;
}

export interface GitHubCommit {
  readonly id: string;
  readonly message: string;
  readonly timestamp: string;
  readonly url: string;
  readonly author: { readonly name: string; readonly email: string | null; readonly username?: string };
  readonly added?: readonly string[];
  readonly modified?: readonly string[];
  readonly removed?: readonly string[];
}

export interface GitHubPullRequestEvent extends GitHubEvent {
  readonly action: string;
  readonly number: number;
  readonly pull_request: GitHubPullRequest;
  readonly repository: GitHubRepository;
}

export interface GitHubPullRequest extends GitHubPullRequestOutline {
  readonly merged?: boolean | null;
  readonly merged_by?: Account;
}

/** A pull request as events about something else of it carry it. */
export interface GitHubPullRequestOutline {
  readonly id: number;
  readonly node_id: string;
  readonly number: number;
  readonly title: string;
  readonly body: string | null;
  readonly state: string;
  readonly draft?: boolean;
  readonly html_url: string;
  readonly user: Account;
  readonly head: { readonly ref: string; readonly sha: string };
  readonly base: { readonly ref: string; readonly sha: string };
  readonly labels: readonly { readonly name?: string }[];
  readonly merge_commit_sha: string | null;
  readonly merged_at: string | null;
}

export interface GitHubReviewEvent extends GitHubEvent {
  readonly action: string;
  readonly pull_request: GitHubPullRequestOutline;
  readonly review: {
    readonly id: number;
    readonly node_id: string;
    /** `approved`, `changes_requested`, `commented`, `dismissed`. */
    readonly state: string;
    readonly body: string | null;
    readonly html_url: string;
    readonly user: Account;
  };
  readonly repository: GitHubRepository;
}

export interface GitHubComment {
  readonly id: number;
  readonly node_id: string;
  readonly body: string;
  readonly html_url: string;
  readonly user: Account;
}

export interface GitHubReviewCommentEvent extends GitHubEvent {
  readonly action: string;
  readonly pull_request: GitHubPullRequestOutline;
  readonly comment: GitHubComment & { readonly path: string };
  readonly repository: GitHubRepository;
}

export interface GitHubIssueEvent extends GitHubEvent {
  readonly action: string;
  readonly issue: GitHubIssue;
  readonly repository: GitHubRepository;
}

export interface GitHubIssueCommentEvent extends GitHubIssueEvent {
  readonly comment: GitHubComment;
}

export interface GitHubIssue {
  readonly id: number;
  readonly node_id: string;
  readonly number: number;
  readonly title: string;
  readonly body?: string | null;
  readonly state?: string;
  readonly html_url: string;
  readonly user: Account;
  readonly assignees: readonly Account[];
  readonly labels?: readonly ({ readonly name?: string } | null)[];
}

export interface GitHubReleaseEvent extends GitHubEvent {
  readonly action: string;
  readonly release: {
    readonly id: number;
    readonly node_id: string;
    readonly tag_name: string;
    readonly name: string | null;
    readonly body: string | null;
    readonly draft: boolean;
    readonly prerelease: boolean;
    readonly html_url: string;
    readonly author: Account;
    readonly published_at: string | null;
  };
  readonly repository: GitHubRepository;
}

export interface GitHubDeploymentEvent extends GitHubEvent {
  readonly action: string;
  readonly deployment: {
    readonly id: number;
    readonly node_id: string;
    readonly ref: string;
    readonly sha: string;
    readonly environment: string;
    readonly creator: Account;
  };
  /** Absent when the deployment was only asked for. */
  readonly deployment_status?: {
    readonly state: string;
    readonly description: string;
    readonly environment?: string;
    readonly environment_url?: string;
    readonly log_url?: string;
    readonly target_url: string;
  };
  readonly repository: GitHubRepository;
}

export interface GitHubWorkflowRunEvent extends GitHubEvent {
  readonly action: string;
  readonly workflow_run: {
    readonly id: number;
    readonly node_id: string;
    readonly name: string | null;
    readonly run_number: number;
    readonly event: string;
    readonly status: string;
    readonly conclusion: string | null;
    readonly head_branch: string | null;
    readonly head_sha: string;
    readonly html_url: string;
    readonly run_started_at: string;
    readonly updated_at: string;
  };
  readonly repository: GitHubRepository;
}

export interface GitHubCheckRunEvent extends GitHubEvent {
  readonly action?: string;
  readonly check_run: {
    readonly id: number;
    readonly name: string;
    readonly status: string;
    readonly conclusion: string | null;
    readonly head_sha: string;
    readonly html_url?: string;
    readonly started_at: string;
    readonly completed_at: string | null;
  };
  readonly repository: GitHubRepository;
}

export interface GitHubOrganizationEvent extends GitHubEvent {
  readonly action: string;
  readonly organization: GitHubOrganization;
  /** Who came or went. */
  readonly membership?: { readonly role: string; readonly user: Account };
}
