import { eventIdLength } from "./event-id.ts";
import { stripeCharge } from "./stripe-charge.ts";

/** Places in a body that differ from event to event: where they start, in bytes. All have a fixed width. */
export interface EventTemplate {
  readonly body: Buffer;
  /** Where the 28 bytes of the event's id are. */
  readonly eventIdAt: number;
  /** Where the 27 bytes of the payment intent's id are, each time it is named. */
  readonly paymentIdAt: readonly number[];
}

export const paymentIdLength = 27;

const eventIdPlace = "evt_".padEnd(eventIdLength, "0");
const paymentIdPlace = "pi_".padEnd(paymentIdLength, "0");

/**
 * A `payment_intent.succeeded` of exactly `bytes` bytes, printed with the indentation that Stripe prints. Larger
 * ones have what makes them large in life: full metadata, then the list of charges that older API versions embed.
 * Throws a `RangeError` below about 1.8 KB.
 */
export function stripeEventTemplate(bytes: number): EventTemplate {
  const metadata: Record<string, string> = { order_id: "6735", cart: "c_8842", channel: "web" };
  const charges: object[] = [];
  const size = (): number => Buffer.byteLength(print(metadata, charges, ""));

  while (size() < bytes - 1_000 && Object.keys(metadata).length < 50) {
    metadata[`attribute_${Object.keys(metadata).length}`] = sentence(400);
  }
  while (size() < bytes - 4_000) charges.push(stripeCharge(charges.length, paymentIdPlace));
  const padding = bytes - size();
  if (padding < 0) throw new RangeError(`an event cannot be as small as ${bytes} bytes`);

  const body = Buffer.from(print(metadata, charges, sentence(padding)));
  return { body, eventIdAt: body.indexOf(eventIdPlace), paymentIdAt: allOf(body, paymentIdPlace) };
}

function print(
  metadata: Readonly<Record<string, string>>,
  charges: readonly object[],
  description: string,
): string {
  const list = {
    object: "list",
    data: charges,
    has_more: false,
    total_count: charges.length,
    url: "/v1/charges",
  };
  return JSON.stringify(
    {
      id: eventIdPlace,
      object: "event",
      api_version: "2026-06-24.dahlia",
      created: 1_785_000_000,
      data: {
        object: {
          id: paymentIdPlace,
          object: "payment_intent",
          amount: 2_000,
          amount_capturable: 0,
          amount_details: { tip: {} },
          amount_received: 2_000,
          application: null,
          application_fee_amount: null,
          automatic_payment_methods: { allow_redirects: "always", enabled: true },
          canceled_at: null,
          cancellation_reason: null,
          capture_method: "automatic_async",
          ...(charges.length > 0 ? { charges: list } : {}),
          client_secret: null,
          confirmation_method: "automatic",
          created: 1_784_999_998,
          currency: "usd",
          customer: "cus_NffrFeUfNV2Hib",
          description,
          latest_charge: "ch_3MtwBwLkdIwHu7ix28a3tqPa",
          livemode: false,
          metadata,
          payment_method: "pm_1MtwBwLkdIwHu7ixUEgbFdYF",
          payment_method_types: ["card", "link"],
          processing: null,
          receipt_email: "jenny.rosen@example.com",
          setup_future_usage: null,
          shipping: null,
          status: "succeeded",
          transfer_data: null,
          transfer_group: null,
        },
      },
      livemode: false,
      pending_webhooks: 1,
      request: { id: "req_1a2B3c4D5e6F7g", idempotency_key: "f1c4ab20-8b21-4d8e-9c34-5fd6de03f2a7" },
      type: "payment_intent.succeeded",
    },
    undefined,
    2,
  );
}

const words =
  "Two jars of hookyard honey, picked by hand, packed with care and sent by the next train to the coast. ";

function sentence(length: number): string {
  return words.repeat(Math.ceil(length / words.length)).slice(0, length);
}

function allOf(body: Buffer, text: string): readonly number[] {
  const places: number[] = [];
  for (let at = body.indexOf(text); at !== -1; at = body.indexOf(text, at + text.length)) places.push(at);
  return places;
}
