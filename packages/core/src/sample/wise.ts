import { defineSamples } from "./sample.ts";

export const wise = defineSamples({
  headers: (context) => ({
    "content-type": "application/json",
    "user-agent": "Wise-Webhooks/1.0",
    "x-delivery-id": context.uuid(),
  }),
  events: {
    "transfers#state-change": (context) => ({
      payload: {
        data: {
          resource: {
            id: Number(context.digits(8)),
            profile_id: Number(context.digits(8)),
            account_id: Number(context.digits(8)),
            type: "transfer",
          },
          current_state: "outgoing_payment_sent",
          previous_state: "funds_converted",
          occurred_at: context.now.toISOString(),
        },
        subscription_id: context.uuid(),
        event_type: "transfers#state-change",
        schema_version: "2.0.0",
        sent_at: context.now.toISOString(),
      },
    }),
  },
});
