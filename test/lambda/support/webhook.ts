import type { Json } from "@hookyard/core";
import { stripe } from "@hookyard/core/provider/stripe";
import { createSample, repeatableBytes, type SignedRequest, signWebhook } from "@hookyard/core/testing";

/** The secret of the functions under test. */
export const secret = "whsec_a_secret_of_this_test";

/** A Function URL's name, or an HTTP API's. */
const hosts = {
  "function url": "abc123.lambda-url.eu-west-1.on.aws",
  "http api": "abc123.execute-api.eu-west-1.amazonaws.com",
} as const;

export interface Webhook {
  /** What tells this one from all others. */
  readonly seed: string;
  readonly set?: Readonly<Record<string, Json>>;
}

/** A signed payment as Stripe sends it. */
export function stripePayment({ seed, set }: Webhook): Promise<SignedRequest> {
  const now = new Date();
  const sample = createSample(stripe, {
    type: "payment_intent.succeeded",
    now,
    random: repeatableBytes(seed),
    ...(set !== undefined && { set }),
  });
  const url = `https://${hosts["function url"]}/webhooks/stripe`;
  return signWebhook(stripe, { secret, url, now, ...sample });
}

/** The event with which a Function URL, or an HTTP API with payload format 2.0, invokes a function. */
export function httpEvent(
  { headers, body, method, url }: SignedRequest,
  {
    by = "function url",
    isBase64Encoded = true,
  }: { by?: keyof typeof hosts; isBase64Encoded?: boolean } = {},
): object {
  const { pathname, search } = new URL(url);
  const host = hosts[by];
  return {
    version: "2.0",
    routeKey: by === "http api" ? "ANY /webhooks/{source}" : "$default",
    rawPath: pathname,
    rawQueryString: search.slice(1),
    headers: {
      ...headers,
      host,
      "content-length": String(body.byteLength),
      "x-amzn-trace-id": "Root=1-6921b3a0-0123456789abcdef01234567",
      "x-forwarded-for": "203.0.113.7",
      "x-forwarded-port": "443",
      "x-forwarded-proto": "https",
    },
    requestContext: {
      accountId: by === "http api" ? "111122223333" : "anonymous",
      apiId: "abc123",
      domainName: host,
      domainPrefix: "abc123",
      http: {
        method,
        path: pathname,
        protocol: "HTTP/1.1",
        sourceIp: "203.0.113.7",
        userAgent: "Stripe/1.0",
      },
      requestId: "JKJaXmPLvHcESHA=",
      routeKey: "$default",
      stage: "$default",
      time: "21/Nov/2026:00:00:00 +0000",
      timeEpoch: 1_795_219_200_000,
    },
    ...(by === "http api" && { pathParameters: { source: "stripe" } }),
    body: Buffer.from(body).toString(isBase64Encoded ? "base64" : "utf8"),
    isBase64Encoded,
  };
}

/** What ingest answers. */
export interface HttpResult {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
