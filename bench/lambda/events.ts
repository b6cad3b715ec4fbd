import { type Stage, sqsEvent } from "../../test/lambda/support/stage.ts";
import type { ReceivedMessage } from "../../test/lambda/support/sqs.ts";
import { httpEvent, stripePayment } from "../../test/lambda/support/webhook.ts";
import type { Contestant } from "./contestant.ts";

/** About 2 KB, as most of Stripe's events are; the filler is in no field of a domain event. */
const set = { "data.object.filler": "x".repeat(900), "data.object.metadata": { do: "well" } };

/** Makes events that are all different, for each kind of function. */
export async function createEvent(takes: Contestant["takes"], seed: string): Promise<unknown> {
  const request = await stripePayment({ seed, set });
  switch (takes) {
    case "webhook":
      return httpEvent(request, { isBase64Encoded: true });
    case "partner event":
      return {
        source: "aws.partner/stripe.com/ed_test_61SyG",
        account: "111122223333",
        "detail-type": "payment_intent.succeeded",
        detail: JSON.parse(new TextDecoder().decode(request.body)) as unknown,
      };
    case "overflow":
    case "delivery":
      return sqsEvent([message(takes === "delivery", seed)]);
  }
}

/** A message of a consumer's queue, or of the overflow queue. */
function message(hasEnvelope: boolean, seed: string): ReceivedMessage {
  const id = `evt_${Buffer.from(seed).toString("hex").padEnd(32, "0").slice(-32)}`;
  const text = JSON.stringify({
    specversion: "1.0",
    id,
    source: "/webhooks/stripe",
    type: "payment.succeeded",
    time: "2026-11-21T00:00:00.000Z",
    datacontenttype: "application/json",
    provider: "stripe",
    providertype: "payment_intent.succeeded",
    providerid: id,
    receivedtime: "2026-11-21T00:00:00.000Z",
    data: { amount: 1, currency: "EUR", paymentId: "pi_1", original: set },
  });
  const body = hasEnvelope ? `{"version":"0","detail":${text}}` : text;
  return { MessageId: seed, ReceiptHandle: "none", Body: body };
}

/** The environment of a contestant on a stage. */
export function environmentOf(
  stage: Stage,
  { takes }: Contestant,
  secret: string,
): Readonly<Record<string, string>> {
  if (takes === "delivery") return stage.consumerEnvironment("obey");
  return { ...stage.environment(), HOOKYARD_SECRET_STRIPE: secret };
}
