import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { fields, idText } from "../domain/read.ts";

/** Acuity gives the appointment's id; the rest is asked from its API. `changed` repeats what others say: passthrough. */
export const acuityMapping = defineMapping({
  scheduled: row("meeting.scheduled", appointment),
  rescheduled: row("meeting.rescheduled", appointment),
  canceled: row("meeting.canceled", appointment),
  "appointment.scheduled": row("meeting.scheduled", appointment),
  "appointment.rescheduled": row("meeting.rescheduled", appointment),
  "appointment.canceled": row("meeting.canceled", appointment),
});

function appointment({ payload }: MappingInput): DomainFields<"meeting.scheduled"> {
  return { meetingId: idText(fields(payload)["id"]) };
}
