import type { JsonObject } from "../event.ts";
import { defineSamples } from "./sample.ts";

/** The answers, as Tally lists them. */
const fields: readonly JsonObject[] = [
  {
    key: "question_3EKz4n",
    label: "Your address?",
    type: "INPUT_EMAIL",
    value: "ada@example.com",
  },
  {
    key: "question_w4Q4Xn",
    label: "What did you like?",
    type: "MULTIPLE_CHOICE",
    value: ["e7bfbbc6-c2e6-4821-8670-72ed1cb31cd5"],
    options: [
      { id: "e7bfbbc6-c2e6-4821-8670-72ed1cb31cd5", text: "The speed" },
      { id: "c6f9a4a5-2b57-4d0a-94b6-7bf9f6c3d9f1", text: "The price" },
    ],
  },
  { key: "question_wbbN9w", label: "How often?", type: "LINEAR_SCALE", value: 4 },
];

export const tally = defineSamples({
  headers: () => ({ "content-type": "application/json", "user-agent": "Tally Webhooks" }),
  events: {
    FORM_RESPONSE: (context) => {
      const response = context.id(6);
      return {
        payload: {
          eventId: context.uuid(),
          eventType: "FORM_RESPONSE",
          createdAt: context.now.toISOString(),
          data: {
            responseId: response,
            submissionId: response,
            respondentId: context.id(6),
            formId: context.id(6),
            formName: "Tell us what you think",
            createdAt: context.now.toISOString(),
            fields,
          },
        },
      };
    },
  },
});
