import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { elements, type Fields, fields, idText, instant, someText } from "../domain/read.ts";
import { zoomPeopleRows } from "./zoom-people.ts";

/*
 * Field names from Zoom's documented events. A meeting's id is its number, which occurrences of a series share.
 * @see https://developers.zoom.us/docs/api/meetings/events/
 */

/** Zoom: meetings and webinars, users, telephone calls. */
export const zoomMapping = defineMapping({
  ...zoomPeopleRows,
  "meeting.created": row("meeting.scheduled", meeting),
  "meeting.updated": updatedRows(),
  "meeting.deleted": row("meeting.canceled", canceled),
  "meeting.started": row("meeting.started", meeting),
  "meeting.ended": row("meeting.ended", ended),
  "meeting.participant_joined": row("meeting.participant_joined", attendance),
  "meeting.participant_left": row("meeting.participant_left", attendance),
  "webinar.created": row("meeting.scheduled", meeting),
  "webinar.updated": updatedRows(),
  "webinar.deleted": row("meeting.canceled", canceled),
  "webinar.started": row("meeting.started", meeting),
  "webinar.ended": row("meeting.ended", ended),
  "webinar.participant_joined": row("meeting.participant_joined", attendance),
  "webinar.participant_left": row("meeting.participant_left", attendance),
  "recording.completed": row("meeting.recorded", (input) => {
    const entry = object(input);
    const file = fields(elements(entry["recording_files"])[0]);
    return {
      ...ended(input),
      recordingId: idText(file["id"]),
      recordingUrl: someText(entry["share_url"]) ?? someText(file["play_url"]),
    };
  }),
});

function updatedRows() {
  return [
    row(
      "meeting.rescheduled",
      (input) => ({
        ...meeting(input),
        previousStartsAt: instant(
          fields(fields(fields(input.payload)["payload"])["old_object"])["start_time"],
        ),
      }),
      {
        when: (input) => {
          const before = fields(fields(fields(input.payload)["payload"])["old_object"])["start_time"];
          return before !== undefined && before !== object(input)["start_time"];
        },
      },
    ),
    row("meeting.updated", meeting),
  ];
}

function object({ payload }: MappingInput): Fields {
  return fields(fields(fields(payload)["payload"])["object"]);
}

function meeting(input: MappingInput): DomainFields<"meeting.started"> {
  const entry = object(input);
  const startsAt = instant(entry["start_time"]);
  const minutes = entry["duration"];
  const hasEnd = startsAt !== undefined && typeof minutes === "number" && minutes > 0;
  return {
    meetingId: idText(entry["id"]),
    title: someText(entry["topic"]),
    startsAt,
    endsAt: hasEnd ? instant(Date.parse(startsAt) / 1000 + minutes * 60) : undefined,
    timezone: someText(entry["timezone"]),
    location: "Zoom",
    url: someText(entry["join_url"]),
    host: someText(entry["host_email"]) === undefined ? undefined : { email: entry["host_email"] },
  };
}

function ended(input: MappingInput): DomainFields<"meeting.ended"> {
  const entry = object(input);
  const start = Date.parse(String(entry["start_time"]));
  const end = Date.parse(String(entry["end_time"]));
  return {
    ...meeting(input),
    endsAt: undefined, // the plan's end says nothing now
    endedAt: instant(entry["end_time"]),
    durationSeconds: end >= start ? Math.round((end - start) / 1000) : undefined,
  };
}

function canceled(input: MappingInput): DomainFields<"meeting.canceled"> {
  return { ...meeting(input), canceledBy: someText(fields(fields(input.payload)["payload"])["operator"]) };
}

function attendance(input: MappingInput): DomainFields<"meeting.participant_joined"> {
  const participant = fields(object(input)["participant"]);
  return {
    ...meeting(input),
    participantId: someText(participant["participant_uuid"]) ?? someText(idText(participant["user_id"])),
    participantName: someText(participant["user_name"]),
    participantEmail: someText(participant["email"]),
  };
}
