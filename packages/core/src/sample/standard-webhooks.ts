import type { JsonObject } from "../event.ts";
import { defineSamples, type SampleContext, type SampleEvent } from "./sample.ts";

function event(context: SampleContext, type: string, data: JsonObject): SampleEvent {
  return { payload: { type, timestamp: context.now.toISOString(), data } };
}

export const standardWebhooks = defineSamples({
  headers: (context) => ({
    "content-type": "application/json",
    "user-agent": "Standard-Webhooks/1.0",
    "webhook-id": `msg_${context.id(27)}`,
  }),
  events: {
    "user.created": (context) =>
      event(context, "user.created", {
        id: `user_${context.id()}`,
        email: "ada@example.com",
        first_name: "Ada",
        last_name: "Lovelace",
      }),

    "payment.succeeded": (context) =>
      event(context, "payment.succeeded", {
        id: `pay_${context.id()}`,
        amount: 4990,
        currency: "EUR",
        customer: `cus_${context.id(14)}`,
      }),

    "invoice.paid": (context) =>
      event(context, "invoice.paid", {
        id: `inv_${context.id()}`,
        amount: 1900,
        currency: "EUR",
        number: `2026-${context.digits(4)}`,
      }),
  },
});
