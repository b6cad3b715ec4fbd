import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { elements, type Fields, fields, instant, someText } from "../domain/read.ts";
import { answerText } from "./answer-text.ts";

/*
 * Field names from Calendly's API reference. Ids are URIs, as its API takes them. To move a booking is to cancel it and
 * to make another: of the two events that come, the second tells it, and the cancelation stays passthrough.
 */

/** Calendly. */
export const calendlyMapping = defineMapping({
  "invitee.created": [
    row("meeting.rescheduled", rescheduled, {
      when: (input) => someText(invitee(input)["old_invitee"]) !== undefined,
    }),
    row("meeting.scheduled", meeting),
  ],
  "invitee.canceled": row(
    "meeting.canceled",
    (input) => {
      const { canceled_by, reason } = fields(invitee(input)["cancellation"]);
      return { ...meeting(input), canceledBy: canceled_by, reason: someText(reason) };
    },
    { when: (input) => invitee(input)["rescheduled"] !== true },
  ),
  "routing_form_submission.created": row("form.submitted", (input) => {
    const submission = invitee(input);
    return {
      submissionId: submission["uri"],
      formId: submission["routing_form"],
      answers: elements(submission["questions_and_answers"])
        .map(fields)
        .map(({ question_uuid, question, answer }) => ({
          fieldId: question_uuid,
          question,
          values: answer === undefined || answer === null ? [] : [answerText(answer)],
        })),
      submittedAt: instant(submission["created_at"]),
    };
  }),
});

function invitee({ payload }: MappingInput): Fields {
  return fields(fields(payload)["payload"]);
}

function meeting(input: MappingInput): DomainFields<"meeting.scheduled"> {
  const { scheduled_event, name, email, timezone } = invitee(input);
  const event = fields(scheduled_event);
  const { location, join_url, type } = fields(event["location"]);
  const [host] = elements(event["event_memberships"]).map(fields);
  return {
    meetingId: event["uri"],
    title: event["name"],
    startsAt: instant(event["start_time"]),
    endsAt: instant(event["end_time"]),
    timezone: someText(timezone),
    location: someText(location) ?? type,
    url: join_url,
    host: host === undefined ? undefined : { name: host["user_name"], email: host["user_email"] },
    attendees: [{ name, email }],
  };
}

function rescheduled(input: MappingInput): DomainFields<"meeting.rescheduled"> {
  // .../scheduled_events/<id>/invitees/<id>: the booking is what comes before the invitee.
  const old = someText(invitee(input)["old_invitee"]);
  return { ...meeting(input), previousMeetingId: old?.replace(/\/invitees\/.*$/, "") };
}
