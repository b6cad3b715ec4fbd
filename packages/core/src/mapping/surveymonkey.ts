import { defineMapping, row } from "../domain/mapping.ts";
import { fields, instant } from "../domain/read.ts";

/** SurveyMonkey says that someone answered; what they answered is asked from its API. */
export const surveymonkeyMapping = defineMapping({
  response_completed: row("form.submitted", ({ payload }) => {
    const { object_id, resources, event_datetime } = fields(payload);
    return {
      submissionId: object_id,
      formId: fields(resources)["survey_id"],
      submittedAt: instant(event_datetime),
    };
  }),
});
