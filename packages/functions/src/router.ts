import { defineRouter, exponential, fixed, source } from "@hookyard/core";
import { github } from "@hookyard/core/provider/github";
import { shopify } from "@hookyard/core/provider/shopify";
import { slack } from "@hookyard/core/provider/slack";
import { standardWebhooks } from "@hookyard/core/provider/standard-webhooks";
import { stripe } from "@hookyard/core/provider/stripe";

/**
 * The file to edit: where webhooks come from, and who wants what. Data only, since the deployed functions, the
 * infrastructure, the CLI and the local run all import it.
 *
 * A source is reached at `/webhooks/<name>`. A consumer's function is in `consumers/<name>.ts`.
 */
export const router = defineRouter({
  sources: {
    stripe: source(stripe),
    github: source(github),
    shopify: source(shopify),
    slack: source(slack),
    "standard-webhooks": source(standardWebhooks),
  },
  consumers: {
    "fulfil-order": {
      on: ["payment.succeeded", "checkout.completed"],
      where: { data: { amount: [{ numeric: [">", 0] }] } },
      retry: { attempts: 8, backoff: exponential({ first: "10 seconds", most: "1 hour" }) },
      timeout: "30 seconds",
      concurrency: 10,
    },
    "record-payment": {
      on: ["payment.*", "refund.*"],
      retry: { attempts: 12, backoff: exponential({ first: "5 seconds", most: "6 hours" }) },
    },
    "alert-failed-payment": {
      on: ["payment.failed", "invoice.payment_failed"],
      retry: { attempts: 4, backoff: fixed(["10 seconds", "1 minute", "10 minutes"]) },
      timeout: "10 seconds",
      concurrency: 2,
    },
    "sync-customer": {
      on: ["customer.created", "customer.updated", "customer.deleted"],
    },
    "announce-push": {
      on: ["code.pushed"],
      where: { data: { branch: ["main"], deleted: [false] } },
      timeout: "10 seconds",
      concurrency: 2,
    },
  },
});
