import { PermanentError } from "@hookyard/core";
import { env } from "../env.ts";
import { lambdaConsumer } from "../lambda-consumer.ts";
import { router } from "../router.ts";
import { send } from "../send.ts";

/**
 * Tells the warehouse that something was paid for.
 *
 * Stripe Checkout gives both of its types for one sale. Both name the payment, so the payment is the key and the order
 * leaves once.
 */
export const fulfilOrder = router.consumer("fulfil-order", async (event, context) => {
  const { amount, currency, customerId, metadata } = event.data;
  if (event.type === "checkout.completed" && event.data.paymentStatus === "unpaid") {
    context.log.info("checkout is not paid yet", { checkoutId: event.data.checkoutId });
    return; // its payment.succeeded will come
  }
  if (amount === undefined || currency === undefined) {
    throw new PermanentError("there is no amount to fulfil for"); // the router's `where` lets none through
  }

  const key = event.data.paymentId ?? event.id;
  const order = { key, amount, currency, customerId, reference: metadata?.["order_id"] };
  context.log.info("fulfilling an order", { ...order, sent: env.fulfilmentUrl !== undefined });
  if (env.fulfilmentUrl === undefined) return;
  await send({ url: env.fulfilmentUrl, body: order, context, idempotencyKey: `fulfil-order:${key}` });
});

export const handler = lambdaConsumer(fulfilOrder);
