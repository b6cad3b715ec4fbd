import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { type Fields, fields, someText } from "../domain/read.ts";

/*
 * Field names from Twitch's EventSub reference. Chat is messages; streams, follows and rewards stay passthrough.
 * @see https://dev.twitch.tv/docs/eventsub/eventsub-reference/
 */

/** Twitch. */
export const twitchMapping = defineMapping({
  "channel.chat.message": row("message.received", (input) => ({
    ...message(input),
    from: event(input)["chatter_user_id"],
    fromName: someText(event(input)["chatter_user_name"]),
    text: someText(fields(event(input)["message"])["text"]),
  })),
  "user.update": row("user.updated", (input) => {
    const { user_id, user_login, user_name, email, email_verified } = event(input);
    return {
      userId: user_id,
      username: someText(user_login),
      name: someText(user_name),
      email: someText(email),
      emailVerified: email_verified,
    };
  }),
  "channel.chat.message_delete": row("message.deleted", (input) => ({
    ...message(input),
    from: someText(event(input)["target_user_id"]),
  })),
});

function event({ payload }: MappingInput): Fields {
  return fields(fields(payload)["event"]);
}

function message(input: MappingInput): DomainFields<"message.deleted"> {
  const entry = event(input);
  return {
    messageId: entry["message_id"],
    channel: "twitch",
    conversationId: someText(entry["broadcaster_user_id"]),
  };
}
