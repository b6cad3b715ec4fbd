import { defineRouter, source } from "@hookyard/core";
import { stripe } from "@hookyard/core/provider/stripe";

export const router = defineRouter({
  sources: { stripe: source(stripe) },
  consumers: { take: { on: ["*"] } },
});
