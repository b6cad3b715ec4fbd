import { defineSamples } from "./sample.ts";

export const plaid = defineSamples({
  headers: () => ({ "content-type": "application/json", "user-agent": "Plaid-Webhooks" }),
  events: {
    "TRANSACTIONS.SYNC_UPDATES_AVAILABLE": (context) => ({
      payload: {
        environment: "production",
        historical_update_complete: true,
        initial_update_complete: true,
        item_id: context.id(37),
        webhook_code: "SYNC_UPDATES_AVAILABLE",
        webhook_type: "TRANSACTIONS",
      },
    }),
  },
});
