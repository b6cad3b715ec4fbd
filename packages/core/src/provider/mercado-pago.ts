import { isoTimeAt, textAt } from "../body/field.ts";
import { json, jsonBeforeProof } from "../body/json.ts";
import { mercadoPagoMapping } from "../mapping/mercado-pago.ts";
import { defineProvider } from "../provider.ts";
import type { ComputedPart } from "../scheme/content.ts";
import { hmac } from "../scheme/hmac.ts";
import { parseLeniently } from "../scheme/place.ts";
import type { Scheme } from "../scheme/scheme.ts";
import { entries } from "../scheme/signature-format.ts";
import { firstHeader } from "../webhook-request.ts";

/**
 * Mercado Pago. What is signed is a manifest of the query's `data.id` (in lower case), the request's id and the time;
 * what a request lacks is left out of it. The body is not signed at all: a body whose `data.id` is another than the
 * query's is refused, one without it (as the card updater's is) is known by the query's, and of the rest nothing is
 * proved. Ask Mercado Pago for the resource.
 *
 * Notifications of QR codes are not signed, and refused. The time is in seconds by Mercado Pago's library and in
 * milliseconds by its documentation: either is read. It is that of the sending.
 *
 * Scheme read in mercadopago 3.6.1 (`WebhookSignatureValidator`), the lower case in the documentation. Retries (after
 * 15 and 30 minutes, 6, 48 and 96 hours) are from memory, not confirmed.
 * @see https://www.mercadopago.com/developers/en/docs/your-integrations/notifications/webhooks
 */
export const mercadoPago = defineProvider({
  id: "mercado-pago",
  name: "Mercado Pago",
  docs: "https://www.mercadopago.com/developers/en/docs/your-integrations/notifications/webhooks",
  scheme: withResourceInUrl(
    hmac({
      signature: "x-signature",
      format: entries({ timestamp: "ts=", signature: "v1=" }),
      content: [resourcePart(), requestPart(), "ts:{timestamp};"],
      timestamp: { unit: "seconds-or-milliseconds", toleranceSeconds: 300 },
    }),
  ),
  body: json,
  identify: ({ payload, request }) => {
    const kind = textAt(payload, "type") ?? textAt(payload, "topic") ?? "unknown";
    return {
      id: textAt(payload, "id"),
      // The action starts with the kind in most: `payment` and `payment.created`.
      type: textAt(payload, "action") ?? kind,
      time: isoTimeAt(payload, "date_created"),
      subject: askedId(request.url) ?? textAt(payload, "data.id"),
    };
  },
  horizonSeconds: 21 * 86_400,
  deadlineSeconds: 22,
  domain: mercadoPagoMapping,
});

/** Signs as Mercado Pago sends: with the resource's id in the query. */
function withResourceInUrl(scheme: Scheme): Scheme {
  return {
    ...scheme,
    sign: async (input) => {
      const id = textAt(parseLeniently(input.body), "data.id");
      const url = new URL(input.url);
      if (id !== undefined) url.searchParams.set("data.id", id);
      return { url: url.href, ...(await scheme.sign({ ...input, url: url.href })) };
    },
  };
}

/** The resource that a request is about, by its query: what the signature covers. */
function askedId(url: string): string | undefined {
  const id = URL.canParse(url) ? new URL(url).searchParams.get("data.id") : null;
  return id === null || id === "" ? undefined : id;
}

function resourcePart(): ComputedPart {
  return ({ request }) => {
    if (!URL.canParse(request.url)) return { reason: "url_malformed" };
    const asked = askedId(request.url) ?? "";
    const inBody = textAt(jsonBeforeProof(request.body), "data.id");
    if (inBody !== undefined && inBody.toLowerCase() !== asked.toLowerCase())
      return { reason: "signature_mismatch" };
    return asked === "" ? "" : `id:${asked.toLowerCase()};`;
  };
}

function requestPart(): ComputedPart {
  return ({ request }) => {
    const id = firstHeader(request.headers, "x-request-id")?.trim() ?? "";
    return id === "" ? "" : `request-id:${id};`;
  };
}
