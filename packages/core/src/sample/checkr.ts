import { defineSamples } from "./sample.ts";

export const checkr = defineSamples({
  headers: () => ({ "content-type": "application/json", "user-agent": "Checkr-Webhook/1.0" }),
  events: {
    "report.completed": (context) => {
      const id = context.id(24).toLowerCase();
      return {
        payload: {
          id: context.id(24).toLowerCase(),
          object: "event",
          type: "report.completed",
          created_at: context.now.toISOString().replace(/\.\d+/, ""),
          webhook_url: "https://hooks.example.com/webhooks/checkr",
          data: {
            object: {
              id,
              object: "report",
              uri: `/v1/reports/${id}`,
              status: "clear",
              result: "clear",
              adjudication: null,
            },
          },
          account_id: context.id(24).toLowerCase(),
        },
      };
    },
  },
});
