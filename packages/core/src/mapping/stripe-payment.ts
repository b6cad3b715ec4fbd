import type { DomainFields, MappingInput } from "../domain/mapping.ts";
import { elements, type Fields, fields, idOf, instant, known, someText } from "../domain/read.ts";
import { stripeMoney } from "./stripe-money.ts";
import { before, customerOf, entity } from "./stripe-object.ts";

/* Money that comes in, at Stripe: payment intents, checkout sessions, refunds, ways to pay. */

export function payment(intent: Fields): DomainFields<"payment.succeeded"> {
  const methods = elements(intent["payment_method_types"]);
  return {
    paymentId: intent["id"],
    ...stripeMoney(intent["amount"], intent["currency"]),
    customerId: customerOf(intent),
    customerEmail: intent["receipt_email"],
    orderId: someText(fields(intent["payment_details"])["order_reference"]),
    invoiceId: idOf(intent["invoice"]), // until API 2025-03-31
    method: methods.length === 1 ? methods[0] : undefined, // with several, which one it was is not said here
    description: intent["description"],
    metadata: intent["metadata"],
  };
}

export function checkout(session: Fields): DomainFields<"checkout.completed"> {
  const status =
    session["payment_status"] === "no_payment_required" ? "not_required" : session["payment_status"];
  const hasTotal = typeof session["currency"] === "string";
  return {
    checkoutId: session["id"],
    ...(hasTotal && stripeMoney(session["amount_total"], session["currency"])),
    paymentStatus: known(status, ["paid", "unpaid", "not_required"]),
    reference: session["client_reference_id"],
    customerId: customerOf(session),
    customerEmail: fields(session["customer_details"])["email"] ?? session["customer_email"],
    paymentId: idOf(session["payment_intent"]),
    subscriptionId: idOf(session["subscription"]),
    invoiceId: idOf(session["invoice"]),
    url: session["url"],
    expiresAt: instant(session["expires_at"]),
    metadata: session["metadata"],
  };
}

export function refund(entry: Fields): DomainFields<"refund.created"> {
  const status = entry["status"] === "requires_action" ? "action_required" : entry["status"];
  return {
    refundId: entry["id"],
    paymentId: idOf(entry["payment_intent"]) ?? idOf(entry["charge"]),
    ...stripeMoney(entry["amount"], entry["currency"]),
    reason: entry["reason"],
    status: known(status, ["pending", "action_required", "succeeded", "failed", "canceled"]),
    metadata: entry["metadata"],
  };
}

/** A refund is updated after it succeeded too (its reference number arrives): only the change counts. */
export function hasJustSucceeded(input: MappingInput): boolean {
  const { status } = before(input);
  return entity(input)["status"] === "succeeded" && status !== undefined && status !== "succeeded";
}

/** A payment method, whose details are under the name of its type; or a card of the older API, which holds its own. */
export function paymentMethod(input: MappingInput): DomainFields<"payment_method.added"> {
  const entry = entity(input);
  const isCard = entry["object"] === "card";
  const type = isCard ? "card" : someText(entry["type"]);
  const details = isCard || type === undefined ? entry : fields(entry[type]);
  return {
    paymentMethodId: entry["id"],
    customerId: customerOf(entry) ?? customerOf(before(input)), // one that was taken away has no customer any more
    method: type,
    brand: someText(details["brand"])?.toLowerCase() ?? someText(details["bank_name"]),
    last4: details["last4"],
    expiryMonth: details["exp_month"],
    expiryYear: details["exp_year"],
  };
}
