import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { type Fields, fields, idText, instant, someText } from "../domain/read.ts";

/*
 * Field names from Webex's messages and meetings. A message's text is not sent: fetch it by its id.
 * @see https://developer.webex.com/docs/api/guides/webhooks
 */

/** Cisco Webex. */
export const webexMapping = defineMapping({
  "messages.created": row("message.received", message),
  "messages.updated": row("message.updated", message),
  "messages.deleted": row("message.deleted", message),
  "meetings.created": row("meeting.scheduled", meeting),
  "meetings.updated": row("meeting.updated", meeting),
  "meetings.deleted": row("meeting.canceled", meeting),
  "meetings.started": row("meeting.started", meeting),
  "meetings.ended": row("meeting.ended", meeting),
  "meetingParticipants.joined": row("meeting.participant_joined", attendance, { subject: meetingOf }),
  "meetingParticipants.left": row("meeting.participant_left", attendance, { subject: meetingOf }),
  "recordings.created": row(
    "meeting.recorded",
    (input) => {
      const { id, topic, meetingId } = data(input);
      return { meetingId, title: someText(topic), recordingId: idText(id) };
    },
    { subject: meetingOf },
  ),
});

function data({ payload }: MappingInput): Fields {
  return fields(fields(payload)["data"]);
}

function message(input: MappingInput): DomainFields<"message.updated"> {
  const entry = data(input);
  return {
    messageId: entry["id"],
    channel: "webex",
    conversationId: someText(entry["roomId"]),
    from: someText(entry["personId"]),
  };
}

function meetingOf(input: MappingInput): string | undefined {
  return someText(data(input)["meetingId"]);
}

function attendance(input: MappingInput): DomainFields<"meeting.participant_joined"> {
  const { id, meetingId, email, displayName } = data(input);
  return {
    meetingId,
    participantId: idText(id),
    participantName: someText(displayName),
    participantEmail: someText(email),
  };
}

function meeting(input: MappingInput): DomainFields<"meeting.started"> {
  const entry = data(input);
  const hostEmail = someText(entry["hostEmail"]);
  return {
    meetingId: entry["id"],
    title: someText(entry["title"]),
    startsAt: instant(entry["start"]),
    endsAt: instant(entry["end"]),
    timezone: someText(entry["timezone"]),
    url: someText(entry["webLink"]),
    host:
      hostEmail === undefined ? undefined : { email: hostEmail, name: someText(entry["hostDisplayName"]) },
  };
}
