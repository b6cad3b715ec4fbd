import { defineRouter, source } from "@hookyard/core";
import { stripe } from "@hookyard/core/provider/stripe";

/** One source, and one consumer that does as little as a consumer can: what is left is the engine's own cost. */
export const router = defineRouter({
  sources: { stripe: source(stripe) },
  consumers: { record: { on: ["payment.succeeded"], concurrency: 100 } },
});
