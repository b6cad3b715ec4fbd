import { describe, expectTypeOf, test } from "vitest";
import type { Json } from "../event.ts";
import { defineProvider, type Provider } from "../provider.ts";
import { stripe } from "../provider/stripe.ts";
import { stripeMapping } from "../mapping/stripe.ts";
import { defineRouter } from "./define-router.ts";
import { source } from "./source.ts";

interface AcmePayload {
  readonly acmeNumber: number;
}

declare module "@hookyard/core/router/provider-payloads" {
  interface ProviderPayloads {
    "acme-of-the-type-test": AcmePayload;
  }
}

declare const rest: Omit<Provider, "id" | "domain">;
const acme = defineProvider({ ...rest, id: "acme-of-the-type-test", domain: stripeMapping });

const router = defineRouter({
  sources: { acme: source(acme), stripe: source(stripe) },
  consumers: { paid: { on: ["payment.succeeded"] }, own: { on: ["acme-of-the-type-test.thing"] } },
});

describe("a provider whose payload is known", () => {
  test("narrows `original` by `event.provider`", () => {
    router.consumer("paid", (event) => {
      expectTypeOf(event.data.amount).toEqualTypeOf<number>();
      if (event.provider === "acme-of-the-type-test")
        expectTypeOf(event.data.original).toEqualTypeOf<AcmePayload>();
      else expectTypeOf(event.data.original).toEqualTypeOf<Json>();
    });
  });

  test("types the payload of its own types", () => {
    router.consumer("own", (event) => {
      expectTypeOf(event.data.original.acmeNumber).toEqualTypeOf<number>();
    });
  });
});
