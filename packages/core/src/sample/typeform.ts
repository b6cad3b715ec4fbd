import { defineSamples, type SampleContext, type SampleEvent } from "./sample.ts";

function response(context: SampleContext, type: string): SampleEvent {
  const formId = context.id(8);
  const token = context.id(32).toLowerCase();
  return {
    payload: {
      event_id: context.id(26),
      event_type: type,
      form_response: {
        form_id: formId,
        token,
        response_url: `https://admin.typeform.com/form/${formId}/results?responseId=${token}#responses`,
        landed_at: new Date(context.now.getTime() - 65_000).toISOString().replace(/\.\d+/, ""),
        submitted_at: context.now.toISOString().replace(/\.\d+/, ""),
        definition: {
          id: formId,
          title: "Tell us what you think",
          fields: [
            {
              id: "DlXFaesGBpoF",
              ref: "name",
              type: "short_text",
              title: "What is your name?",
              properties: {},
            },
            { id: "SMEUb7VJz92Q", ref: "email", type: "email", title: "Your address?", properties: {} },
            {
              id: "KoJxDM3c6x8h",
              ref: "again",
              type: "multiple_choice",
              title: "What did you like?",
              properties: {},
            },
          ],
        },
        answers: [
          { type: "text", text: "Ada", field: { id: "DlXFaesGBpoF", type: "short_text", ref: "name" } },
          {
            type: "email",
            email: "ada@example.com",
            field: { id: "SMEUb7VJz92Q", type: "email", ref: "email" },
          },
          {
            type: "choices",
            choices: { ids: ["a", "b"], labels: ["The speed", "The price"], refs: ["s", "p"] },
            field: { id: "KoJxDM3c6x8h", type: "multiple_choice", ref: "again" },
          },
        ],
      },
    },
  };
}

export const typeform = defineSamples({
  headers: () => ({ "content-type": "application/json", "user-agent": "Typeform Webhooks" }),
  events: {
    form_response: (context) => response(context, "form_response"),
    form_response_partial: (context) => response(context, "form_response_partial"),
  },
});
