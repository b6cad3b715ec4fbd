import { signWebhook } from "../../packages/core/src/testing/index.ts";
import { rawHeaderPairs, type WebhookRequest } from "../../packages/core/src/webhook-request.ts";
import type { Family, Secret } from "./family.ts";

/** A signed request in the forms that a server has at hand, made beforehand so that nobody pays for it. */
export interface Delivery {
  /** As Hookyard takes it from Node: the raw headers as pairs. */
  readonly request: WebhookRequest;
  readonly body: Buffer;
  /** As `IncomingMessage.headers` has them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly url: string;
}

const url = "https://hooks.example.com/webhooks/source";
const usualHeaders: readonly string[] = [
  "Host",
  "hooks.example.com",
  "User-Agent",
  "Sender/1.0 (+https://example.com/webhooks)",
  "Accept",
  "*/*",
  "Accept-Encoding",
  "gzip, deflate",
  "X-Forwarded-For",
  "203.0.113.7",
  "X-Forwarded-Proto",
  "https",
];

/** Several genuine requests of one size; no two are the same. */
export function createDeliveries(
  family: Family,
  { secret, bytes, count, now }: { secret: Secret; bytes: number; count: number; now: Date },
): Promise<readonly Delivery[]> {
  return Promise.all(
    Array.from({ length: count }, async (_none, serial) => {
      const body = family.createBody(bytes, serial);
      const settings = family.createSource?.(secret).settings;
      const signed = await signWebhook(family.provider, {
        secret: secret.sign,
        url,
        body,
        now,
        ...(settings !== undefined && { settings }),
      });
      return toDelivery(Buffer.from(signed.body), signed.headers); // some sign inside the body
    }),
  );
}

/** The same request with one byte of its body changed: a letter or digit in the middle, so that it still parses. */
export function withOtherBody(delivery: Delivery): Delivery {
  const { body } = delivery;
  const changed = Buffer.from(body);
  const at = changed.findIndex((byte, index) => index > changed.length / 2 && byte >= 0x61 && byte <= 0x7a);
  changed[at] = changed[at] === 0x78 ? 0x79 : 0x78;
  return withBody(delivery, changed);
}

/** The same request with one character of a header changed, in its middle. */
export function withOtherHeader({ body, headers }: Delivery, name: string): Delivery {
  const value = headers[name] ?? "";
  const at = Math.floor(value.length / 2);
  const other = value[at] === "a" ? "b" : "a";
  return toDelivery(body, { ...headers, [name]: value.slice(0, at) + other + value.slice(at + 1) });
}

/** The same request with another body. */
export function withBody({ headers }: Delivery, body: Buffer): Delivery {
  return toDelivery(body, headers);
}

function toDelivery(body: Buffer, signed: Readonly<Record<string, string>>): Delivery {
  const own = Object.entries({ ...signed, "content-length": String(body.length) });
  const raw = [...usualHeaders, ...own.flat()];
  const pairs = rawHeaderPairs(raw);
  return {
    request: { method: "POST", url, headers: pairs, body },
    body,
    headers: Object.fromEntries(pairs.map(([name, value]) => [name.toLowerCase(), value])),
    url,
  };
}
