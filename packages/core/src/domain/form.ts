import { defineFamily, type FamilyWords } from "./definition.ts";
import { id, list, maybe, shape, text, time } from "./field.ts";

export const formEvents = defineFamily({
  "form.submitted": shape({
    submissionId: id,
    formId: maybe(id),
    formName: maybe(text),
    respondentEmail: maybe(text),
    answers: maybe(
      list(
        shape({
          fieldId: maybe(id),
          question: maybe(text),
          values: list(text),
        }),
      ),
    ),
    submittedAt: maybe(time),
  }),
});

export const formWords = {
  family: "Questions and answers: a form or a survey.",
  types: {
    "form.submitted": "Someone filled in a form and sent it.",
  },
  fields: {
    answers: "Absent where the provider sends only ids.",
    "answers[].values": "Numbers and dates as they are written.",
  },
} satisfies FamilyWords<typeof formEvents>;
