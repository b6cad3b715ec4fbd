import { defineMapping, row } from "../domain/mapping.ts";
import { fields } from "../domain/read.ts";
import { customer, hasJustStarted, invoice, product, subscription } from "./stripe-billing.ts";
import { dispute, isNow } from "./stripe-dispute.ts";
import { stripeMoney } from "./stripe-money.ts";
import { entity } from "./stripe-object.ts";
import { checkout, hasJustSucceeded, payment, paymentMethod, refund } from "./stripe-payment.ts";
import { payout } from "./stripe-payout.ts";

/*
 * Field names from Stripe's own types (stripe 23.1.0, API 2025 and later), with the older places of what has moved:
 * an endpoint keeps the API version it was made with.
 *
 * One thing that happens is one domain event, so Stripe's second names for it stay passthrough: `charge.succeeded` and
 * `charge.failed` beside the payment intent's, `invoice.payment_succeeded` beside `invoice.paid`, `charge.refunded` and
 * `charge.refund.updated` beside `refund.*`, `charge.dispute.funds_withdrawn` and `.funds_reinstated` beside the
 * dispute's own, `setup_intent.succeeded` beside `payment_method.attached`, and `invoice.payment_action_required` beside
 * `payment_intent.requires_action`. A renewal is the `invoice.paid` of the new period.
 */

/** Stripe, snapshot events. A thin event (v2) carries no object and stays passthrough. */
export const stripeMapping = defineMapping({
  "payment_intent.created": row("payment.created", (input) => payment(entity(input))),
  "payment_intent.processing": row("payment.processing", (input) => payment(entity(input))),
  "payment_intent.requires_action": row("payment.action_required", (input) => payment(entity(input))),
  "payment_intent.amount_capturable_updated": row("payment.authorized", (input) => payment(entity(input))),
  "payment_intent.succeeded": row("payment.succeeded", (input) => {
    const intent = entity(input);
    return { ...payment(intent), ...stripeMoney(intent["amount_received"], intent["currency"]) };
  }),
  "payment_intent.payment_failed": row("payment.failed", (input) => {
    const intent = entity(input);
    const { code, decline_code, message } = fields(intent["last_payment_error"]);
    return { ...payment(intent), failureCode: decline_code ?? code, failureMessage: message };
  }),
  "payment_intent.canceled": row("payment.canceled", (input) => {
    const intent = entity(input);
    return { ...payment(intent), reason: intent["cancellation_reason"] };
  }),

  "payment_method.attached": row("payment_method.added", paymentMethod),
  "payment_method.updated": row("payment_method.updated", paymentMethod),
  "payment_method.automatically_updated": row("payment_method.updated", paymentMethod), // by the card's network
  "payment_method.detached": row("payment_method.removed", paymentMethod),
  "customer.source.expiring": row("payment_method.expired", paymentMethod),

  "refund.created": [
    row("refund.succeeded", (input) => refund(entity(input)), {
      when: (input) => entity(input)["status"] === "succeeded",
    }),
    row("refund.created", (input) => refund(entity(input))),
  ],
  "refund.updated": [
    row("refund.succeeded", (input) => refund(entity(input)), { when: hasJustSucceeded }),
    row("refund.updated", (input) => refund(entity(input))),
  ],
  "refund.failed": row("refund.failed", (input) => {
    const entry = entity(input);
    return { ...refund(entry), failureCode: entry["failure_reason"] };
  }),

  "charge.dispute.created": row("dispute.opened", dispute),
  "charge.dispute.updated": row("dispute.updated", dispute),
  "charge.dispute.closed": [
    row("dispute.won", dispute, { when: isNow("won") }),
    row("dispute.lost", dispute, { when: isNow("lost") }),
    row("dispute.closed", dispute), // an inquiry that did not become a chargeback
  ],

  "payout.created": row("payout.created", payout),
  "payout.updated": row("payout.updated", payout),
  "payout.paid": row("payout.paid", payout),
  "payout.failed": row("payout.failed", payout),
  "payout.canceled": row("payout.canceled", payout),

  "checkout.session.completed": row("checkout.completed", (input) => checkout(entity(input))),
  "checkout.session.async_payment_succeeded": row("checkout.payment_succeeded", (input) =>
    checkout(entity(input)),
  ),
  "checkout.session.async_payment_failed": row("checkout.payment_failed", (input) => checkout(entity(input))),
  "checkout.session.expired": row("checkout.expired", (input) => checkout(entity(input))),

  "customer.subscription.created": row("subscription.created", (input) => subscription(entity(input))),
  "customer.subscription.updated": [
    row("subscription.activated", (input) => subscription(entity(input)), { when: hasJustStarted }),
    row("subscription.updated", (input) => subscription(entity(input))),
  ],
  "customer.subscription.paused": row("subscription.paused", (input) => subscription(entity(input))),
  "customer.subscription.resumed": row("subscription.resumed", (input) => subscription(entity(input))),
  "customer.subscription.trial_will_end": row("subscription.trial_ending", (input) =>
    subscription(entity(input)),
  ),
  "customer.subscription.deleted": row("subscription.canceled", (input) => subscription(entity(input))),

  "invoice.created": row("invoice.created", (input) => invoice(entity(input))),
  "invoice.updated": row("invoice.updated", (input) => invoice(entity(input))),
  "invoice.finalized": row("invoice.finalized", (input) => invoice(entity(input))),
  "invoice.sent": row("invoice.sent", (input) => invoice(entity(input))),
  "invoice.overdue": row("invoice.overdue", (input) => invoice(entity(input))),
  "invoice.paid": row("invoice.paid", (input) => invoice(entity(input))),
  "invoice.payment_failed": row("invoice.payment_failed", (input) => invoice(entity(input))),
  "invoice.voided": row("invoice.voided", (input) => invoice(entity(input))),
  "invoice.deleted": row("invoice.deleted", (input) => invoice(entity(input))),

  "customer.created": row("customer.created", (input) => customer(entity(input))),
  "customer.updated": row("customer.updated", (input) => customer(entity(input))),
  "customer.deleted": row("customer.deleted", (input) => customer(entity(input))),

  "product.created": row("product.created", (input) => product(entity(input))),
  "product.updated": row("product.updated", (input) => product(entity(input))),
  "product.deleted": row("product.deleted", (input) => product(entity(input))),
});
