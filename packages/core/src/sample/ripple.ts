import { defineSamples } from "./sample.ts";

export const ripple = defineSamples({
  headers: (context, type) => ({
    "content-type": "application/json",
    "x-webhook-event-type": type,
    "x-webhook-subscription-id": context.uuid(),
    "x-webhook-timestamp": String(context.now.getTime()),
  }),
  events: {
    "collection.completed": (context) => ({
      payload: {
        id: context.uuid(),
        event_type: "collection.completed",
        created_at: context.now.toISOString(),
        data: { id: context.uuid(), amount: "2500.00", currency: "USD", status: "COMPLETED" },
      },
    }),
  },
});
