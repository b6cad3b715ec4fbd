import { defineMapping, row } from "../domain/mapping.ts";
import { fields, idText } from "../domain/read.ts";
import { answerText } from "./answer-text.ts";

/** Formstack; every field of the body that is none of its own is a question with its answer. */
export const formstackMapping = defineMapping({
  submission: row("form.submitted", ({ payload }) => {
    const { FormID, UniqueID, HandshakeKey: _secret, ...answers } = fields(payload);
    return {
      submissionId: idText(UniqueID),
      formId: idText(FormID),
      answers: Object.entries(answers).map(([question, value]) => ({ question, values: valuesOf(value) })),
    };
  }),
});

/** An answer is text, or an object with parts (a name, an address), which may have a `value`. */
function valuesOf(value: unknown): readonly string[] {
  if (value === null || value === undefined || value === "") return [];
  if (Array.isArray(value)) return value.flatMap(valuesOf);
  if (typeof value !== "object") return [answerText(value)];
  const { value: inner } = fields(value);
  return inner === undefined ? Object.values(value).flatMap(valuesOf) : valuesOf(inner);
}
