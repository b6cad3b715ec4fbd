import { github } from "./provider/github.ts";
import { shopify } from "./provider/shopify.ts";
import { slack } from "./provider/slack.ts";
import { standardWebhooks } from "./provider/standard-webhooks.ts";
import { stripe } from "./provider/stripe.ts";

/** Every provider by its id. */
export const providers = { stripe, github, shopify, slack, "standard-webhooks": standardWebhooks } as const;

export type ProviderId = keyof typeof providers;
