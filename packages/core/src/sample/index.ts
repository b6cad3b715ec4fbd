import { github } from "./github.ts";
import type { ProviderSamples } from "./sample.ts";
import { shopify } from "./shopify.ts";
import { slack } from "./slack.ts";
import { standardWebhooks } from "./standard-webhooks.ts";
import { stripe } from "./stripe.ts";

/** Samples by provider id. Not imported by any provider: what is deployed does not carry them. */
export const samples: Readonly<Record<string, ProviderSamples>> = {
  stripe,
  github,
  shopify,
  slack,
  "standard-webhooks": standardWebhooks,
};

export { createSampleContext, defineSamples } from "./sample.ts";
export type { ProviderSamples, SampleContext, SampleEvent } from "./sample.ts";
