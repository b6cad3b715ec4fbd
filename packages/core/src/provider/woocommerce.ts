import { parseIsoTime, textAt } from "../body/field.ts";
import { isForm } from "../body/form.ts";
import { json } from "../body/json.ts";
import type { Json } from "../event.ts";
import { woocommerceMapping } from "../mapping/woocommerce.ts";
import { defineProvider, type Handshake } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";

/**
 * WooCommerce. The secret is that of the webhook; where none was given, WooCommerce takes the API consumer's secret.
 *
 * When a webhook is saved, WooCommerce pings it with an unsigned form `webhook_id=…` and wants a 2xx; that has no
 * effect here. It does not retry, and switches a webhook off after five failures in a row.
 *
 * Nothing but the body is signed: the topic and the delivery's id are headers.
 *
 * Scheme from third-party code and text; the rest from memory, not confirmed.
 * @see https://woocommerce.com/document/webhooks/
 */
export const woocommerce = defineProvider({
  id: "woocommerce",
  name: "WooCommerce",
  docs: "https://woocommerce.com/document/webhooks/",
  scheme: hmac({ signature: "x-wc-webhook-signature", encoding: "base64" }),
  handshakes: [answerPing()],
  body: json,
  identify: ({ payload, header }) => ({
    id: header("x-wc-webhook-delivery-id"),
    type: header("x-wc-webhook-topic") ?? "unknown",
    time: timeOf(payload),
    subject: textAt(payload, "id"),
  }),
  // No retries; a delivery may be sent again by hand.
  horizonSeconds: 7 * 86_400,
  deadlineSeconds: 5,
  domain: woocommerceMapping,
});

/** In UTC, and written without saying so. */
function timeOf(payload: Json): Date | undefined {
  const text = textAt(payload, "date_modified_gmt") ?? textAt(payload, "date_created_gmt");
  return text === undefined ? undefined : parseIsoTime(`${text}Z`);
}

function answerPing(): Handshake {
  const ping = /^webhook_id=\d{1,20}$/;
  return ({ request, header }) => {
    const isShortForm = request.body.length <= 40 && isForm(header("content-type"));
    if (request.method !== "POST" || !isShortForm) return undefined;
    return ping.test(Buffer.from(request.body).toString("latin1")) ? { status: 200 } : undefined;
  };
}
