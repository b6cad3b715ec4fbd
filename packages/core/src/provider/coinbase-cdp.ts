import { isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { coinbaseCdpMapping } from "../mapping/coinbase-cdp.ts";
import { defineProvider } from "../provider.ts";
import type { ComputedPart } from "../scheme/content.ts";
import { hmac } from "../scheme/hmac.ts";
import { entries, type SignatureFormat } from "../scheme/signature-format.ts";
import { firstHeader } from "../webhook-request.ts";

/** Headers that samples are signed with, as Coinbase does. */
const sampleHeaders = "content-type x-event-id x-event-type";
const maxHeaders = 20;

/**
 * Coinbase Developer Platform and Coinbase Business, which send through Hook0.
 *
 * The signature names the headers that it covers (`h=`), and covers their values between the time and the body. A `v0`
 * signature, over time and body alone, is not enough: the event's id and type are headers. Nor is the
 * `x-coinbase-signature` of older webhooks looked at.
 *
 * Scheme from Coinbase's documentation. How long it retries is not said, so the horizon is generous.
 * @see https://docs.cdp.coinbase.com/webhooks/verify-signatures
 */
export const coinbaseCdp = defineProvider({
  id: "coinbase-cdp",
  name: "Coinbase Developer Platform",
  docs: "https://docs.cdp.coinbase.com/webhooks/verify-signatures",
  scheme: hmac({
    signature: "x-hook0-signature",
    format: namedHeaders(),
    content: ["{timestamp}.", headersPart(), ".{body}"],
    timestamp: { unit: "seconds", toleranceSeconds: 300 },
  }),
  body: json,
  identify: ({ payload, header }) => ({
    id: header("x-event-id") ?? textAt(payload, "eventId") ?? textAt(payload, "id"),
    type:
      header("x-event-type") ?? textAt(payload, "eventType") ?? textAt(payload, "event_type") ?? "unknown",
    time: isoTimeAt(payload, "timestamp") ?? isoTimeAt(payload, "createdAt"),
    subject: textAt(payload, "data.id") ?? textAt(payload, "id"),
  }),
  horizonSeconds: 7 * 86_400,
  domain: coinbaseCdpMapping,
});

function namedHeaders(): SignatureFormat {
  const { read, hasTimestamp } = entries({ timestamp: "t=", signature: "v1=", elements: { h: "h=" } });
  return {
    // While verifying, there is always an `h`, be it empty: so that it can be told from signing.
    read: (value) => read(value)?.map((set) => ({ ...set, elements: { h: "", ...set.elements } })),
    write: (signature, timestamp) => `t=${timestamp ?? ""},h=${sampleHeaders},v1=${signature}`,
    hasTimestamp,
  };
}

/** The names, and the values of the headers that bear them, joined by dots. */
function headersPart(): ComputedPart {
  return ({ request, elements }) => {
    const list = elements["h"] ?? sampleHeaders;
    const names = list.split(" ");
    if (list === "" || names.length > maxHeaders) return { reason: "header_malformed" };
    const values: string[] = [];
    for (const name of names) {
      const value = firstHeader(request.headers, name.toLowerCase());
      if (value === undefined) return { reason: "header_missing" };
      values.push(value);
    }
    return `${list}.${values.join(".")}`;
  };
}
