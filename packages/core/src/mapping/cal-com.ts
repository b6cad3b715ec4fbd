import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { elements, type Fields, fields, idText, instant, someText } from "../domain/read.ts";
import { answerText } from "./answer-text.ts";

/* Field names from Cal.com's documentation. Events of a meeting itself carry the booking without the `payload` around. */

/** Cal.com. A booking that was asked for and not confirmed yet (`BOOKING_REQUESTED`) stays passthrough. */
export const calComMapping = defineMapping({
  FORM_SUBMITTED: row("form.submitted", form, { subject: ({ payload }) => formId(fields(payload)) }),
  BOOKING_CREATED: row("meeting.scheduled", meeting),
  BOOKING_RESCHEDULED: row("meeting.rescheduled", (input) => {
    const entry = booking(input);
    return {
      ...meeting(input),
      previousMeetingId: someText(entry["rescheduleUid"]),
      previousStartsAt: instant(entry["rescheduleStartTime"]),
      reason: someText(fields(fields(fields(entry["responses"])["rescheduleReason"]))["value"]),
    };
  }),
  BOOKING_CANCELLED: row("meeting.canceled", canceled),
  BOOKING_REJECTED: row("meeting.canceled", canceled),
  MEETING_STARTED: row("meeting.started", meeting, { subject: bookingId }),
  MEETING_ENDED: row("meeting.ended", meeting, { subject: bookingId }),
  RECORDING_READY: row(
    "meeting.recorded",
    (input) => ({
      ...meeting(input),
      recordingUrl:
        fields(fields(input.payload)["payload"])["downloadLink"] ?? fields(input.payload)["downloadLink"],
    }),
    { subject: bookingId },
  ),
});

function booking({ payload }: MappingInput): Fields {
  const whole = fields(payload);
  const inner = fields(whole["payload"]);
  return inner["uid"] === undefined ? { ...whole, ...inner } : inner;
}

function bookingId(input: MappingInput): string | undefined {
  return someText(booking(input)["uid"]);
}

function meeting(input: MappingInput): DomainFields<"meeting.scheduled"> {
  const entry = booking(input);
  const organizer = fields(entry["organizer"] ?? entry["user"]);
  const location = someText(entry["location"]);
  return {
    meetingId: entry["uid"],
    title: entry["title"],
    startsAt: instant(entry["startTime"]),
    endsAt: instant(entry["endTime"]),
    timezone: someText(organizer["timeZone"]),
    location,
    url:
      someText(fields(entry["metadata"])["videoCallUrl"]) ??
      (location?.startsWith("https://") === true ? location : undefined),
    host: { name: organizer["name"], email: organizer["email"] },
    attendees: elements(entry["attendees"])
      .map(fields)
      .map(({ name, email }) => ({ name, email })),
  };
}

/** A routing form. A submission has no id of its own: form and time stand in. */
function form({ payload }: MappingInput): DomainFields<"form.submitted"> {
  const whole = fields(payload);
  const { formName, responses } = fields(whole["payload"]);
  const id = formId(whole);
  const at = instant(whole["createdAt"]);
  return {
    submissionId: id === undefined || at === undefined ? undefined : `${id}:${at}`,
    formId: id,
    formName: someText(formName),
    answers: Object.entries(fields(responses)).map(([name, answer]) => ({
      fieldId: name,
      question: someText(fields(answer)["label"]),
      values: [fields(answer)["value"] ?? []].flat().map(answerText),
    })),
    submittedAt: at,
  };
}

function formId(whole: Fields): string | undefined {
  return idText(fields(whole["payload"])["formId"]);
}

function canceled(input: MappingInput): DomainFields<"meeting.canceled"> {
  const { cancellationReason, rejectionReason, cancelledBy } = booking(input);
  return {
    ...meeting(input),
    canceledBy: someText(cancelledBy),
    reason: someText(cancellationReason) ?? someText(rejectionReason),
  };
}
