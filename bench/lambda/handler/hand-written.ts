import { store } from "./aws-calls.ts";
import { stripeWebhook } from "./stripe-webhook.ts";

export const handler = stripeWebhook(store);
