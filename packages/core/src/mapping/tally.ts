import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { elements, type Fields, fields, instant } from "../domain/read.ts";
import { answerText } from "./answer-text.ts";

/** Tally. */
export const tallyMapping = defineMapping({ FORM_RESPONSE: row("form.submitted", submission) });

function submission({ payload }: MappingInput): DomainFields<"form.submitted"> {
  const data = fields(fields(payload)["data"]);
  const questions = elements(data["fields"]).map(fields);
  return {
    submissionId: data["submissionId"] ?? data["responseId"],
    formId: data["formId"],
    formName: data["formName"],
    respondentEmail: questions.find(({ type }) => type === "INPUT_EMAIL")?.["value"],
    answers: questions.map((question) => ({
      fieldId: question["key"],
      question: question["label"],
      values: valuesOf(question),
    })),
    submittedAt: instant(data["createdAt"]),
  };
}

/** A choice holds the ids of its options, whose text stands beside; a file its name and where it is. */
function valuesOf({ value, options }: Fields): readonly string[] {
  const known = elements(options).map(fields);
  const list = Array.isArray(value) ? value : [value];
  return list
    .filter((one) => one !== null && one !== undefined)
    .map((one) => {
      if (typeof one === "object") return answerText(fields(one)["url"] ?? fields(one)["name"] ?? one);
      return answerText(known.find(({ id }) => id === one)?.["text"] ?? one);
    });
}
