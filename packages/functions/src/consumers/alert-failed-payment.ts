import { env } from "../env.ts";
import { lambdaConsumer } from "../lambda-consumer.ts";
import { router } from "../router.ts";
import { send } from "../send.ts";

/** Writes to the team's chat when a customer could not pay. */
export const alertFailedPayment = router.consumer("alert-failed-payment", async (event, context) => {
  const { amount, currency, customerEmail, customerId } = event.data;
  const reason = event.type === "payment.failed" ? event.data.failureMessage : undefined;
  const customer = customerEmail ?? customerId ?? "A customer";
  const text = `${customer} could not pay ${amount} ${currency} (minor units)${reason === undefined ? "" : `: ${reason}`}`;

  context.log.warn("a payment failed", {
    subject: event.subject,
    amount,
    currency,
    sent: env.alertsUrl !== undefined,
  });
  if (env.alertsUrl === undefined) return;
  await send({ url: env.alertsUrl, body: { text }, context });
});

export const handler = lambdaConsumer(alertFailedPayment);
