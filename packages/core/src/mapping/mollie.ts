import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { fields, instant, someText } from "../domain/read.ts";
import { entity, isSnapshot, money } from "./mollie-entity.ts";
import { paymentRows } from "./mollie-payment.ts";

/*
 * Field names from Mollie's API reference, from memory. A simple event says only which entity changed and stays
 * passthrough; a snapshot carries the entity. Amounts are decimal text.
 */

/** Mollie, next generation. */
export const mollieMapping = defineMapping({
  ...paymentRows,
  "payment-link.paid": row("checkout.completed", checkout, { when: isSnapshot }),
  "sales-invoice.created": row("invoice.created", invoice, { when: isSnapshot }),
  "sales-invoice.issued": row("invoice.finalized", invoice, { when: isSnapshot }),
  "sales-invoice.paid": row("invoice.paid", invoice, { when: isSnapshot }),
  "sales-invoice.canceled": row("invoice.voided", invoice, { when: isSnapshot }),
});

function checkout(input: MappingInput): DomainFields<"checkout.completed"> {
  const entry = entity(input);
  const total = money(entry["amount"] ?? entry["minimumAmount"]);
  return {
    checkoutId: entry["id"],
    ...(total.amount !== undefined && total),
    paymentStatus: "paid",
    url: someText(fields(fields(entry["_links"])["paymentLink"])["href"]),
    expiresAt: instant(entry["expiresAt"]),
  };
}

function invoice(input: MappingInput): DomainFields<"invoice.created"> {
  const entry = entity(input);
  return {
    invoiceId: entry["id"],
    number: someText(entry["invoiceNumber"]),
    ...money(entry["totalAmount"] ?? entry["amountDue"]),
    amountDue: money(entry["amountDue"]).amount,
    customerEmail: someText(fields(entry["recipient"])["email"]),
    dueAt: instant(entry["dueAt"]),
  };
}
