import { createHmac, createSecretKey } from "node:crypto";
import { eventId } from "./event-id.ts";
import { paymentIdLength, stripeEventTemplate } from "./stripe-event.ts";

export interface RequestsOptions {
  readonly count: number;
  readonly bodyBytes: number;
  /** Letters and digits, at most 12, that no other run on this server used: it makes the ids unique. */
  readonly tag: string;
  /** The number of the first event. */
  readonly from?: number;
  readonly host: string;
  readonly path: string;
  readonly secret: string;
  /** Unix seconds that are signed. */
  readonly timestamp: number;
}

/** Requests in one piece each (head and body), built and signed before the clock starts. */
export interface Requests {
  readonly count: number;
  readonly at: (index: number) => Buffer;
}

const signatureLength = 64;

/** Requests lie in a few large pieces of memory, so that the garbage collector has nothing to do during a run. */
const slabBytes = 32 * 1024 * 1024;

/** Builds `count` requests as Stripe sends them; each with an event id and a payment id of its own. */
export function buildRequests(options: RequestsOptions): Requests {
  const { count, tag, from = 0 } = options;
  if (!/^[a-zA-Z0-9]{1,12}$/.test(tag)) throw new RangeError(`not a tag: ${JSON.stringify(tag)}`);
  const template = stripeEventTemplate(options.bodyBytes);
  const head = Buffer.from(requestHead(options));
  const signatureAt = head.indexOf("v1=") + 3;
  const length = head.length + template.body.length;
  const key = createSecretKey(Buffer.from(options.secret));
  const prefix = `${options.timestamp}.`;

  const perSlab = Math.max(1, Math.floor(slabBytes / length));
  const slabs: Buffer[] = [];
  for (let index = 0; index < count; index++) {
    const place = index % perSlab;
    if (place === 0) slabs.push(Buffer.allocUnsafeSlow(length * Math.min(perSlab, count - index)));
    const request = slabs[slabs.length - 1]?.subarray(place * length, (place + 1) * length) ?? head;
    head.copy(request);
    template.body.copy(request, head.length);
    const id = eventId(tag, from + index);
    request.write(id, head.length + template.eventIdAt, "latin1");
    const paymentId = `pi_${id.slice(-paymentIdLength + 3)}`;
    for (const at of template.paymentIdAt) request.write(paymentId, head.length + at, "latin1");
    const signature = createHmac("sha256", key)
      .update(prefix)
      .update(request.subarray(head.length))
      .digest("hex");
    request.write(signature, signatureAt, "latin1");
  }
  return {
    count,
    at: (index) => {
      const place = index % perSlab;
      const slab = slabs[(index - place) / perSlab];
      if (slab === undefined) throw new RangeError(`there is no request ${index}`);
      return slab.subarray(place * length, (place + 1) * length);
    },
  };
}

function requestHead(options: RequestsOptions): string {
  return [
    `POST ${options.path} HTTP/1.1`,
    `Host: ${options.host}`,
    "Accept: */*; q=0.5, application/xml",
    "Cache-Control: no-cache",
    "Content-Type: application/json; charset=utf-8",
    `Content-Length: ${options.bodyBytes}`,
    "User-Agent: Stripe/1.0 (+https://stripe.com/docs/webhooks)",
    `Stripe-Signature: t=${options.timestamp},v1=${"0".repeat(signatureLength)}`,
    "",
    "",
  ].join("\r\n");
}
