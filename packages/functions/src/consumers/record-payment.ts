import { env } from "../env.ts";
import { lambdaConsumer } from "../lambda-consumer.ts";
import { router } from "../router.ts";
import { send } from "../send.ts";

/** Writes a line in the ledger for everything that happens to money. The event's id is the line's id. */
export const recordPayment = router.consumer("record-payment", async (event, context) => {
  const { amount, currency, paymentId } = event.data;
  const line = {
    id: event.id,
    type: event.type,
    at: event.time,
    provider: event.provider,
    paymentId,
    amount: directionOf(event.type) * amount,
    currency,
  };
  context.log.info("recording a payment", { ...line, sent: env.ledgerUrl !== undefined });
  if (env.ledgerUrl === undefined) return;
  await send({ url: env.ledgerUrl, body: line, context });
});

export const handler = lambdaConsumer(recordPayment);

/** Money in, money out, or money that has not moved. */
function directionOf(type: string): -1 | 0 | 1 {
  if (type === "payment.succeeded") return 1;
  return type === "refund.succeeded" ? -1 : 0;
}
