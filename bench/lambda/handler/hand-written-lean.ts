import { storeLean } from "./lean-calls.ts";
import { stripeWebhook } from "./stripe-webhook.ts";

/** The same without the SDK, by Hookyard's own calls: what is left of the difference is Hookyard's own work. */
export const handler = stripeWebhook(storeLean);
