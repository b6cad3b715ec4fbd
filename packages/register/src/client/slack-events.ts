const scopes = {
  app_home_opened: [],
  app_mention: ["app_mentions:read"],
  app_uninstalled: [],
  channel_archive: ["channels:read"],
  channel_created: ["channels:read"],
  channel_deleted: ["channels:read"],
  channel_history_changed: ["channels:history"],
  channel_left: ["channels:read"],
  channel_rename: ["channels:read"],
  channel_unarchive: ["channels:read"],
  dnd_updated_user: ["dnd:read"],
  email_domain_changed: ["team:read"],
  emoji_changed: ["emoji:read"],
  file_change: ["files:read"],
  file_created: ["files:read"],
  file_deleted: ["files:read"],
  file_public: ["files:read"],
  file_shared: ["files:read"],
  file_unshared: ["files:read"],
  group_archive: ["groups:read"],
  group_deleted: ["groups:read"],
  group_history_changed: ["groups:history"],
  group_left: ["groups:read"],
  group_rename: ["groups:read"],
  group_unarchive: ["groups:read"],
  im_history_changed: ["im:history"],
  link_shared: ["links:read"],
  member_joined_channel: ["channels:read"],
  member_left_channel: ["channels:read"],
  "message.channels": ["channels:history"],
  "message.groups": ["groups:history"],
  "message.im": ["im:history"],
  "message.mpim": ["mpim:history"],
  pin_added: ["pins:read"],
  pin_removed: ["pins:read"],
  reaction_added: ["reactions:read"],
  reaction_removed: ["reactions:read"],
  subteam_created: ["usergroups:read"],
  subteam_members_changed: ["usergroups:read"],
  subteam_updated: ["usergroups:read"],
  team_domain_change: ["team:read"],
  team_join: ["users:read"],
  team_rename: ["team:read"],
  tokens_revoked: [],
  user_change: ["users:read"],
} as const;

/** The same with every name, for a test against the names in Slack's own library. */
export type BotScopes = typeof scopes;

/** Of each event that a bot may subscribe to the scopes that it needs, as far as these are certain. */
export const botScopes: Readonly<Record<string, readonly string[]>> = scopes;

/** Names of events that a bot may subscribe to. @see https://docs.slack.dev/reference/events */
export const botEvents: readonly string[] = Object.keys(botScopes);
