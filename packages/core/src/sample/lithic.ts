import { defineSamples } from "./sample.ts";

export const lithic = defineSamples({
  headers: (context) => ({ "content-type": "application/json", "webhook-id": `msg_${context.id(27)}` }),
  events: {
    "card_transaction.updated": (context) => ({
      payload: {
        event_type: "card_transaction.updated",
        token: context.uuid(),
        card_token: context.uuid(),
        account_token: context.uuid(),
        amount: 1800,
        authorization_amount: 1800,
        merchant_currency: "USD",
        merchant: { descriptor: "COFFEE SHOP", city: "NEW YORK", country: "USA", mcc: "5812" },
        network: "VISA",
        result: "APPROVED",
        status: "SETTLED",
        created: context.now.toISOString(),
        updated: context.now.toISOString(),
        events: [],
      },
    }),
  },
});
