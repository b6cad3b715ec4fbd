import { defineFamily } from "./definition.ts";
import { described, id, list, maybe, shape, text, time } from "./field.ts";
export const formEvents = defineFamily("Questions and answers: a form or a survey.", {
    "form.submitted": {
        description: "Someone filled in a form and sent it.",
        schema: shape({
            submissionId: id,
            formId: maybe(id),
            formName: maybe(text),
            respondentEmail: maybe(text),
            answers: maybe(list(shape({
                fieldId: maybe(id),
                question: maybe(text),
                values: described(list(text), "Numbers and dates as they are written."),
            })), "Absent where the provider sends only ids."),
            submittedAt: maybe(time),
        }),
    },
});
