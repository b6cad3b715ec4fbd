import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { minorUnits } from "../domain/money.ts";
import { type Fields, fields, instant, someText } from "../domain/read.ts";

/*
 * Field names from Coinbase's documented payloads, from memory. The price is in the currency that the charge was made
 * in; where that is a coin, which ISO 4217 does not know, the charge stays passthrough.
 */

/** Coinbase Commerce. */
export const coinbaseCommerceMapping = defineMapping({
  "charge:created": row("checkout.created", checkout),
  "charge:pending": row("payment.processing", payment, { when: isPriced }),
  "charge:confirmed": row("payment.succeeded", payment, { when: isPriced }),
  "charge:failed": row("checkout.expired", checkout),
});

function charge({ payload }: MappingInput): Fields {
  return fields(fields(fields(payload)["event"])["data"]);
}

function price(input: MappingInput): { readonly amount: number | undefined; readonly currency: unknown } {
  const { amount, currency } = fields(fields(charge(input)["pricing"])["local"]);
  return { amount: minorUnits(amount, currency), currency };
}

function isPriced(input: MappingInput): boolean {
  const { amount, currency } = price(input);
  return (
    amount !== undefined &&
    typeof currency === "string" &&
    /^[A-Z]{3}$/.test(currency) &&
    !coins.has(currency)
  );
}

const coins: ReadonlySet<string> = new Set(["BTC", "ETH", "LTC", "BCH", "DAI"]);

function payment(input: MappingInput): DomainFields<"payment.succeeded"> {
  const entry = charge(input);
  return {
    paymentId: entry["id"] ?? entry["code"],
    ...price(input),
    method: "crypto",
    description: someText(entry["name"]),
  };
}

function checkout(input: MappingInput): DomainFields<"checkout.created"> {
  const entry = charge(input);
  return {
    checkoutId: entry["id"] ?? entry["code"],
    ...(isPriced(input) && price(input)),
    reference: someText(entry["code"]),
    url: someText(entry["hosted_url"]),
    expiresAt: instant(entry["expires_at"]),
  };
}
