import type { DomainFields, MappingInput } from "../domain/mapping.ts";
import { elements, fields, someText } from "../domain/read.ts";
import { money, resource } from "./paypal-resource.ts";

/** An invoice of PayPal's, in version 2 (`resource.invoice`) or version 1. Due dates are days without a time. */
export function invoice(input: MappingInput): DomainFields<"invoice.paid"> {
  const whole = resource(input);
  const entry = fields(whole["invoice"] ?? whole);
  const recipient = fields(fields(elements(entry["primary_recipients"])[0])["billing_info"]);
  const billed = fields(elements(entry["billing_info"])[0]);
  const detail = fields(entry["detail"]);
  const paid = fields(fields(entry["payments"])["paid_amount"]);
  return {
    invoiceId: entry["id"],
    number: someText(detail["invoice_number"]) ?? someText(entry["number"]),
    ...money(entry["amount"] ?? entry["total_amount"]),
    amountDue: money(entry["due_amount"]).amount,
    amountPaid: money(paid).amount,
    customerEmail: someText(recipient["email_address"]) ?? someText(billed["email"]),
    url: someText(fields(detail["metadata"])["recipient_view_url"]),
  };
}
