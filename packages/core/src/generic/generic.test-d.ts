import { expectTypeOf, test } from "vitest";
import { defineRouter } from "../router/define-router.ts";
import { source } from "../router/source.ts";
import { row } from "../domain/mapping.ts";
import { basicAuthProvider } from "./basic-auth.ts";
import { hmacProvider } from "./hmac.ts";

test("a consumer is typed by the id of a generic provider, and by the domain events it is mapped to", () => {
  const acme = hmacProvider({
    id: "acme",
    signature: { at: "header:x-acme-signature" },
    identify: { id: "body:id", type: "body:event" },
    domain: { "user.made": row("customer.created", () => ({ customerId: "c-1" })) },
  });
  const plain = basicAuthProvider({ id: "plain", identify: {} });
  const router = defineRouter({
    sources: { acme: source(acme), plain: source(plain) },
    consumers: {
      one: { on: ["acme.order.made", "plain.event"] },
      two: { on: ["customer.created"] },
    },
  });

  router.consumer("two", async (event) => {
    expectTypeOf(event.data.customerId).toEqualTypeOf<string>();
  });
  expectTypeOf(acme.id).toEqualTypeOf<"acme">();
  defineRouter({
    sources: { plain: source(plain) },
    // @ts-expect-error -- no source gives payments
    consumers: { one: { on: ["payment.succeeded"] } },
  });
});
