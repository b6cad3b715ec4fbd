import type { Json } from "../event.ts";

/**
 * What Linear sends, by what the event is about: the fields that are read here and those that handlers ask for most. Field
 * names from the documentation and the types of `@linear/sdk` 98.0.0.
 * @see https://linear.app/developers/webhooks
 */
export interface LinearPayloads {
  "*": LinearEvent;
  "issue.*": LinearEvent<LinearIssue>;
  "issue.commented": LinearEvent<LinearComment>;
}

export interface LinearEvent<Data = Json> {
  /** `create`, `update`, `remove`. */
  readonly action: string;
  /** `Issue`, `Comment`, `Project` … */
  readonly type: string;
  /** RFC 3339. */
  readonly createdAt: string;
  readonly organizationId: string;
  readonly webhookId: string;
  /** Milliseconds since 1970. */
  readonly webhookTimestamp: number;
  readonly url?: string | null;
  readonly data: Data;
  /** On `update`, what the fields that changed held before. */
  readonly updatedFrom?: object | null;
}

interface Person {
  readonly id: string;
  readonly name: string;
}

export interface LinearIssue {
  readonly id: string;
  /** `SHOP-7`. */
  readonly identifier: string;
  readonly number: number;
  readonly title: string;
  readonly description?: string | null;
  readonly priority: number;
  readonly priorityLabel: string;
  readonly teamId: string;
  readonly projectId?: string | null;
  readonly state: { readonly id: string; readonly name: string; readonly type: string };
  readonly creator?: Person | null;
  readonly assignee?: Person | null;
  readonly labels: readonly { readonly id: string; readonly name: string }[];
  readonly url: string;
}

export interface LinearComment {
  readonly id: string;
  readonly body: string;
  readonly issueId?: string | null;
  readonly issue?: { readonly id: string; readonly identifier: string; readonly title: string } | null;
  readonly user?: Person | null;
}
