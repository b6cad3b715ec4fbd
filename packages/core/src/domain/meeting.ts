import { defineFamily, type FamilyWords } from "./definition.ts";
import { count, id, list, maybe, shape, text, time } from "./field.ts";

const person = { name: maybe(text), email: maybe(text) };

const fields = {
  meetingId: id,
  title: maybe(text),
  startsAt: maybe(time),
  endsAt: maybe(time),
  timezone: maybe(text),
  location: maybe(text),
  url: maybe(text),
  host: maybe(shape(person)),
  attendees: maybe(list(shape(person))),
};

const meeting = shape(fields);
const ended = { ...fields, endedAt: maybe(time), durationSeconds: maybe(count) };
const attendance = shape({
  ...fields,
  participantId: maybe(id),
  participantName: maybe(text),
  participantEmail: maybe(text),
});

export const meetingEvents = defineFamily({
  "meeting.scheduled": meeting,
  "meeting.updated": meeting,
  "meeting.rescheduled": shape({
    ...fields,
    previousMeetingId: maybe(id),
    previousStartsAt: maybe(time),
    reason: maybe(text),
  }),
  "meeting.canceled": shape({ ...fields, canceledBy: maybe(text), reason: maybe(text) }),
  "meeting.started": meeting,
  "meeting.ended": shape(ended),
  "meeting.participant_joined": attendance,
  "meeting.participant_left": attendance,
  "meeting.recorded": shape({ ...ended, recordingId: maybe(id), recordingUrl: maybe(text) }),
});

export const meetingWords = {
  family: "People who meet at a time: a booking, an appointment, a video call, a room.",
  types: {
    "meeting.scheduled": "A meeting was booked or planned.",
    "meeting.updated": "Something about a meeting changed, but not its time.",
    "meeting.rescheduled": "A meeting has another time now.",
    "meeting.canceled": "A meeting was called off.",
    "meeting.started": "A meeting began.",
    "meeting.ended": "A meeting is over.",
    "meeting.participant_joined": "Someone came in.",
    "meeting.participant_left": "Someone went out.",
    "meeting.recorded": "The recording of a meeting can be fetched.",
  },
  fields: {
    timezone: "An IANA name: `Europe/Berlin`.",
    location: "A place, a telephone number, or in which product.",
    url: "Where to join.",
    attendees: "Those invited, without the host where the provider tells them apart.",
    previousMeetingId: "The booking that this one replaces, where it got a new id.",
  },
} satisfies FamilyWords<typeof meetingEvents>;
