import type Stripe from "stripe";
import { describe, expectTypeOf, test } from "vitest";
import type { DomainType } from "../domain/catalog.ts";
import type { Json } from "../event.ts";
import type { GitLabMergeRequestEvent, GitLabPush } from "../payload/gitlab.ts";
import type { ShopifyFulfillment, ShopifyFulfillmentEvent, ShopifyOrder } from "../payload/shopify.ts";
import type { StripeEvent, StripePaymentIntent, StripeThinEvent } from "../payload/stripe.ts";
import { defineProvider, type Provider } from "../provider.ts";
import { adyen } from "../provider/adyen.ts";
import { shopify } from "../provider/shopify.ts";
import { stripe } from "../provider/stripe.ts";
import { stripeMapping } from "../mapping/stripe.ts";
import { defineRouter } from "./define-router.ts";
import type { PresetPayloads, ProviderPayload } from "./provider-payloads.ts";
import { source } from "./source.ts";

interface AcmePayload {
  readonly acmeNumber: number;
}

declare module "@hookyard/core/router/provider-payloads" {
  interface ProviderPayloads {
    "acme-of-the-type-test": AcmePayload;
    // As a team would for `stripe`; under another id, since it holds for the whole program.
    "stripe-of-the-type-test": Stripe.Event;
  }
}

declare const rest: Omit<Provider, "id" | "domain">;
const acme = defineProvider({ ...rest, id: "acme-of-the-type-test", domain: stripeMapping });
const ownStripe = defineProvider({ ...rest, id: "stripe-of-the-type-test", domain: stripeMapping });

const router = defineRouter({
  sources: {
    acme: source(acme),
    own: source(ownStripe),
    stripe: source(stripe),
    shop: source(shopify),
    adyen: source(adyen),
  },
  consumers: {
    paid: { on: ["payment.succeeded"] },
    own: { on: ["acme-of-the-type-test.thing"] },
    thin: { on: ["stripe.v1.billing.meter.error_report_triggered"] },
    orders: { on: ["order.paid"] },
  },
});

describe("the payload of an event", () => {
  test("is the union over the providers, and narrows by `event.provider`", () => {
    router.consumer("paid", (event) => {
      expectTypeOf(event.data.amount).toEqualTypeOf<number>();
      if (event.provider === "acme-of-the-type-test")
        expectTypeOf(event.data.original).toEqualTypeOf<AcmePayload>();
      if (event.provider === "stripe")
        expectTypeOf(event.data.original).toEqualTypeOf<StripeEvent<StripePaymentIntent>>();
      if (event.provider === "adyen") expectTypeOf(event.data.original).toEqualTypeOf<Json>();
    });
    router.consumer("orders", (event) => {
      expectTypeOf(event.provider).toEqualTypeOf<"shopify">();
      expectTypeOf(event.data.original).toEqualTypeOf<ShopifyOrder>();
    });
  });

  test("has a provider's own types too, where a thin event is told from a snapshot", () => {
    router.consumer("own", (event) => {
      expectTypeOf(event.data.original.acmeNumber).toEqualTypeOf<number>();
    });
    router.consumer("thin", (event) => {
      if (event.data.original.object === "v2.core.event")
        expectTypeOf(event.data.original).toEqualTypeOf<StripeThinEvent>();
      else expectTypeOf(event.data.original).toEqualTypeOf<StripeEvent>();
    });
  });

  test("is the provider's library's where a team has said so", () => {
    router.consumer("paid", (event) => {
      if (event.provider !== "stripe-of-the-type-test") return;
      expectTypeOf(event.data.original).toEqualTypeOf<Stripe.Event>();
      if (event.data.original.type === "payment_intent.succeeded")
        expectTypeOf(event.data.original.data.object).toEqualTypeOf<Stripe.PaymentIntent>();
    });
  });

  test("is what is known of the type, else of its family, else of the provider", () => {
    expectTypeOf<ProviderPayload<"gitlab", "code.pushed">>().toEqualTypeOf<GitLabPush>();
    expectTypeOf<ProviderPayload<"gitlab", "pull_request.merged">>().toEqualTypeOf<GitLabMergeRequestEvent>();
    expectTypeOf<ProviderPayload<"shopify", "fulfilment.shipped">>().toEqualTypeOf<ShopifyFulfillmentEvent>();
    expectTypeOf<ProviderPayload<"shopify", "fulfilment.updated">>().toEqualTypeOf<
      ShopifyFulfillment | ShopifyFulfillmentEvent
    >();
    expectTypeOf<ProviderPayload<"stripe", "stripe.topup.failed">>().toEqualTypeOf<
      StripeEvent | StripeThinEvent
    >();
    expectTypeOf<ProviderPayload<"nobody-knows", "payment.succeeded">>().toEqualTypeOf<Json>();
  });

  test("is named by types, families and a star alone", () => {
    type Family = DomainType extends infer Type
      ? Type extends `${infer Name}.${string}`
        ? Name
        : never
      : never;
    type Keys<Payloads> = Payloads extends unknown ? keyof Payloads : never;

    expectTypeOf<Keys<PresetPayloads[keyof PresetPayloads]>>().toExtend<DomainType | `${Family}.*` | "*">();
  });
});
