/**
 * What Slack sends: events in their envelope, interactions, slash commands. The fields that are read here and those that
 * handlers ask for most. Field names from the documentation; `@slack/bolt` 5.1.0's envelope fits, which a test holds.
 * @see https://docs.slack.dev/reference/events
 */
export interface SlackPayloads {
  "*": SlackEventCallback | SlackInteraction | SlackCommand;
  "message.*": SlackEventCallback<SlackMessage>;
  "user.*": SlackEventCallback<SlackUserEvent>;
  "file.*": SlackEventCallback<SlackFileEvent>;
}

/** An event of the Events API. */
export interface SlackEventCallback<Event = { readonly type: string }> {
  readonly type: "event_callback";
  readonly team_id: string;
  readonly api_app_id: string;
  readonly event_id: string;
  /** Seconds since 1970. */
  readonly event_time: number;
  readonly event: Event;
}

export interface SlackMessage {
  readonly type: "message";
  /** Absent on an ordinary message. */
  readonly subtype?: string;
  readonly channel: string;
  readonly channel_type?: string;
  /** Its time, and its id within the channel. */
  readonly ts: string;
  readonly thread_ts?: string;
  readonly event_ts: string;
  /** A bot's message may have none. */
  readonly user?: string;
  readonly bot_id?: string;
  readonly username?: string;
  readonly text?: string;
  readonly files?: readonly SlackFile[];
  /** On `message_changed`, as it is now. */
  readonly message?: { readonly ts: string; readonly user?: string; readonly text?: string };
  /** On `message_changed` and `message_deleted`, as it was. */
  readonly previous_message?: { readonly ts: string; readonly user?: string; readonly text?: string };
  readonly deleted_ts?: string;
}

export interface SlackFile {
  readonly id: string;
  readonly name?: string | null;
  readonly mimetype?: string;
  readonly url_private?: string;
}

export interface SlackUserEvent {
  readonly type: "team_join" | "user_change";
  readonly user: {
    readonly id: string;
    readonly team_id: string;
    readonly name: string;
    readonly real_name?: string;
    readonly deleted: boolean;
    readonly is_bot?: boolean;
    /** `email` takes the scope `users:read.email`. */
    readonly profile: { readonly real_name?: string; readonly email?: string; readonly phone?: string };
  };
}

export interface SlackFileEvent {
  readonly type: "file_created" | "file_change" | "file_deleted";
  readonly file_id: string;
  readonly file?: { readonly id: string };
  readonly user_id?: string;
  readonly event_ts: string;
}

/** What a person did with a button, a menu, a shortcut or a modal. */
export interface SlackInteraction {
  readonly type:
    | "block_actions"
    | "block_suggestion"
    | "message_action"
    | "shortcut"
    | "view_submission"
    | "view_closed"
    | "interactive_message";
  readonly trigger_id?: string;
  readonly response_url?: string;
  readonly user: { readonly id: string; readonly username?: string; readonly team_id?: string };
  readonly channel?: { readonly id: string; readonly name?: string };
  readonly actions?: readonly {
    readonly type: string;
    readonly action_id?: string;
    readonly block_id?: string;
    readonly value?: string;
    readonly action_ts?: string;
  }[];
}

/** A slash command; it comes as a form and has no `type`. */
export interface SlackCommand {
  readonly type?: never;
  readonly command: string;
  readonly text: string;
  readonly team_id: string;
  readonly channel_id: string;
  readonly user_id: string;
  readonly user_name: string;
  readonly response_url: string;
  readonly trigger_id: string;
}
