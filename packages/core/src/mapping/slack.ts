import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { elements, type Fields, fields, someText } from "../domain/read.ts";

/*
 * Field names from Slack's message events. A message's time is its id within a channel, so the channel stands in front
 * of it. `app_mention` tells of a message once more, and stays passthrough with reactions and interactions; so do
 * Slack's own notices in a channel (who joined, a new topic), which are messages of a subtype.
 * @see https://docs.slack.dev/reference/events/message
 */

/** Slack. */
export const slackMapping = defineMapping({
  team_join: row("user.created", (input) => user(fields(event(input)["user"]))),
  user_change: [
    row("user.deactivated", (input) => user(fields(event(input)["user"])), {
      when: (input) => fields(event(input)["user"])["deleted"] === true,
    }),
    row("user.updated", (input) => user(fields(event(input)["user"]))),
  ],
  // Files come as their ids alone.
  file_created: row("file.created", file, { subject: fileId }),
  file_change: row("file.updated", file, { subject: fileId }),
  file_deleted: row("file.deleted", file, { subject: fileId }),
  message: [
    row("message.updated", (input) => message(event(input), fields(event(input)["message"])), {
      when: (input) => event(input)["subtype"] === "message_changed",
    }),
    row("message.deleted", (input) => message(event(input), fields(event(input)["previous_message"])), {
      when: (input) => event(input)["subtype"] === "message_deleted",
    }),
    row(
      "message.received",
      (input) => ({
        ...message(event(input), event(input)),
        fromName: someText(event(input)["username"]), // bots alone bring their name
      }),
      { when: (input) => said.has(event(input)["subtype"]) },
    ),
  ],
});

function user(entry: Fields): DomainFields<"user.created"> {
  const { id, name, real_name, team_id, profile } = entry;
  const { email, phone } = fields(profile);
  return {
    userId: id,
    username: someText(name),
    name: someText(real_name) ?? someText(fields(profile)["real_name"]),
    email: someText(email),
    phone: someText(phone),
    organizationId: someText(team_id),
  };
}

function file(input: MappingInput): DomainFields<"file.created"> {
  return { fileId: fileId(input), author: someText(event(input)["user_id"]) };
}

function fileId(input: MappingInput): string | undefined {
  return someText(event(input)["file_id"]) ?? someText(fields(event(input)["file"])["id"]);
}

/** Subtypes of what someone said; an ordinary message has none. */
const said: ReadonlySet<unknown> = new Set([
  undefined,
  "bot_message",
  "file_share",
  "me_message",
  "thread_broadcast",
]);

function event({ payload }: MappingInput): Fields {
  return fields(fields(payload)["event"]);
}

/** What was said, and where: a change or removal holds the message inside. */
function message(place: Fields, entry: Fields): DomainFields<"message.updated"> {
  const channel = someText(place["channel"]);
  const ts = someText(entry["ts"]) ?? someText(place["deleted_ts"]);
  const media = elements(entry["files"]).map(fields);
  return {
    messageId: channel === undefined || ts === undefined ? undefined : `${channel}:${ts}`,
    channel: "slack",
    conversationId: channel,
    from: someText(entry["user"]) ?? someText(entry["bot_id"]),
    text: someText(entry["text"]),
    media:
      media.length === 0
        ? undefined
        : media.map((file) => ({
            mediaId: file["id"],
            url: someText(file["url_private"]),
            contentType: someText(file["mimetype"]),
            name: someText(file["name"]),
          })),
  };
}
