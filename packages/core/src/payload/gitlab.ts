/**
 * What GitLab sends, by what the event is about: the fields that are read here and those that handlers ask for most. Field
 * names from the documentation; GitLab has no library with their types.
 * @see https://docs.gitlab.com/user/project/integrations/webhook_events/
 */
export interface GitLabPayloads {
  "*": GitLabEvent;
  "code.*": GitLabPush;
  "pull_request.*": GitLabMergeRequestEvent;
  "issue.opened": GitLabIssueEvent;
  "issue.updated": GitLabIssueEvent;
  "issue.closed": GitLabIssueEvent;
  "issue.reopened": GitLabIssueEvent;
  "build.*": GitLabPipelineEvent;
}

export interface GitLabEvent {
  readonly object_kind?: string;
  /** System hooks have this in place of `object_kind`. */
  readonly event_name?: string;
  readonly project?: GitLabProject;
  readonly user?: GitLabUser;
}

export interface GitLabProject {
  readonly id?: number;
  readonly name: string;
  readonly path_with_namespace: string;
  readonly web_url: string;
  readonly default_branch?: string;
}

export interface GitLabUser {
  readonly id: number;
  readonly name: string;
  readonly username: string;
  /** `[REDACTED]` where it is not public. */
  readonly email?: string;
}

/** To a branch or, as `tag_push`, of a tag. */
export interface GitLabPush extends GitLabEvent {
  readonly object_kind: "push" | "tag_push";
  readonly ref: string;
  /** Forty zeros where the ref is new. */
  readonly before: string;
  /** Forty zeros where the ref was deleted. */
  readonly after: string;
  readonly checkout_sha: string | null;
  readonly user_id: number;
  readonly user_name: string;
  readonly user_username: string;
  readonly project_id: number;
  readonly project: GitLabProject;
  /** The newest twenty. */
  readonly commits: readonly {
    readonly id: string;
    readonly message: string;
    readonly title: string;
    readonly timestamp: string;
    readonly url: string;
    readonly author: { readonly name: string; readonly email: string };
    readonly added: readonly string[];
    readonly modified: readonly string[];
    readonly removed: readonly string[];
  }[];
  readonly total_commits_count: number;
}

/** A merge request, what happened to it, or a review or note on it. */
export interface GitLabMergeRequestEvent extends GitLabEvent {
  readonly user: GitLabUser;
  readonly project: GitLabProject;
  /** Of the merge request; on a note, of the note, and the merge request is in `merge_request`. */
  readonly object_attributes: {
    readonly id: number;
    readonly iid?: number;
    readonly title?: string;
    readonly note?: string;
    readonly state?: string;
    readonly action?: string;
    readonly draft?: boolean;
    readonly source_branch?: string;
    readonly target_branch?: string;
    readonly merge_commit_sha?: string | null;
    readonly url?: string;
    readonly last_commit?: { readonly id: string; readonly message: string } | null;
  };
  readonly merge_request?: {
    readonly id: number;
    readonly iid: number;
    readonly title: string;
    readonly state: string;
    readonly source_branch: string;
    readonly target_branch: string;
  };
  readonly labels?: readonly { readonly title: string }[];
}

export interface GitLabIssueEvent extends GitLabEvent {
  readonly user: GitLabUser;
  readonly project: GitLabProject;
  readonly object_attributes: {
    readonly id: number;
    readonly iid: number;
    readonly title: string;
    readonly description?: string | null;
    readonly state: string;
    readonly action?: string;
    readonly url: string;
  };
  readonly assignees?: readonly GitLabUser[];
  readonly labels?: readonly { readonly title: string }[];
}

export interface GitLabPipelineEvent extends GitLabEvent {
  readonly object_kind: "pipeline";
  readonly object_attributes: {
    readonly id: number;
    readonly iid: number;
    readonly name?: string | null;
    readonly ref: string;
    readonly tag: boolean;
    readonly sha: string;
    readonly source: string;
    readonly status: string;
    readonly created_at: string;
    readonly finished_at: string | null;
    readonly duration: number | null;
    readonly url?: string;
  };
  readonly project: GitLabProject;
}
