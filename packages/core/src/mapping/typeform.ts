import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { elements, type Fields, fields, instant } from "../domain/read.ts";
import { answerText } from "./answer-text.ts";

/** Typeform. A form that was only begun (`form_response_partial`) stays passthrough. */
export const typeformMapping = defineMapping({ form_response: row("form.submitted", submission) });

function submission({ payload }: MappingInput): DomainFields<"form.submitted"> {
  const response = fields(fields(payload)["form_response"]);
  const definition = fields(response["definition"]);
  const questions = elements(definition["fields"]).map(fields);
  const answers = elements(response["answers"]).map(fields);
  return {
    submissionId: response["token"],
    formId: response["form_id"],
    formName: definition["title"],
    respondentEmail: answers.find(({ type }) => type === "email")?.["email"],
    answers: answers.map((answer) => {
      const fieldId = fields(answer["field"])["id"];
      return {
        fieldId,
        question: questions.find(({ id }) => id === fieldId)?.["title"],
        values: valuesOf(answer),
      };
    }),
    submittedAt: instant(response["submitted_at"]),
  };
}

/** An answer is kept in a field that is named as its type. */
function valuesOf(answer: Fields): readonly string[] {
  const { type } = answer;
  const value = typeof type === "string" && Object.hasOwn(answer, type) ? answer[type] : undefined;
  if (typeof value !== "object" || value === null) return value === undefined ? [] : [answerText(value)];
  const { label, labels, other, amount } = fields(value);
  return [label, ...elements(labels), other, amount]
    .filter((part) => part !== undefined && part !== null && part !== "")
    .map(answerText);
}
