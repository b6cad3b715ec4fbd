import { defineRouter, source } from "@hookyard/core";
import { stripe } from "@hookyard/core/provider/stripe";

/** The same router with a consumer that gets nowhere, so that everything accepted waits on the disk. */
export const router = defineRouter({
  sources: { stripe: source(stripe) },
  consumers: { record: { on: ["payment.succeeded"], concurrency: 1, timeout: "15 minutes" } },
});
