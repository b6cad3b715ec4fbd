import { defineFamily } from "./definition.ts";
import { count, id, list, maybe, shape, text, time } from "./field.ts";
const person = { name: maybe(text), email: maybe(text) };
const fields = {
    meetingId: id,
    title: maybe(text),
    startsAt: maybe(time),
    endsAt: maybe(time),
    timezone: maybe(text, "An IANA name: `Europe/Berlin`."),
    location: maybe(text, "A place, a telephone number, or in which product."),
    url: maybe(text, "Where to join."),
    host: maybe(shape(person)),
    attendees: maybe(list(shape(person)), "Those invited, without the host where the provider tells them apart."),
};
const meeting = shape(fields);
const ended = { ...fields, endedAt: maybe(time), durationSeconds: maybe(count) };
const attendance = shape({
    ...fields,
    participantId: maybe(id),
    participantName: maybe(text),
    participantEmail: maybe(text),
});
export const meetingEvents = defineFamily("People who meet at a time: a booking, an appointment, a video call, a room.", {
    "meeting.scheduled": {
        description: "A meeting was booked or planned.",
        schema: meeting,
    },
    "meeting.updated": {
        description: "Something about a meeting changed, but not its time.",
        schema: meeting,
    },
    "meeting.rescheduled": {
        description: "A meeting has another time now.",
        schema: shape({
            ...fields,
            previousMeetingId: maybe(id, "The booking that this one replaces, where it got a new id."),
            previousStartsAt: maybe(time),
            reason: maybe(text),
        }),
    },
    "meeting.canceled": {
        description: "A meeting was called off.",
        schema: shape({ ...fields, canceledBy: maybe(text), reason: maybe(text) }),
    },
    "meeting.started": { description: "A meeting began.", schema: meeting },
    "meeting.ended": { description: "A meeting is over.", schema: shape(ended) },
    "meeting.participant_joined": {
        description: "Someone came in.",
        schema: attendance,
    },
    "meeting.participant_left": { description: "Someone went out.", schema: attendance },
    "meeting.recorded": {
        description: "The recording of a meeting can be fetched.",
        schema: shape({ ...ended, recordingId: maybe(id), recordingUrl: maybe(text) }),
    },
});
