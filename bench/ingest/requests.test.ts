import Stripe from "stripe";
import { describe, expect, test } from "vitest";
import { eventId } from "./event-id.ts";
import { buildRequests } from "./requests.ts";

const secret = "whsec_dGVzdA";

describe.each([2_048, 20_480, 204_800])("requests with a body of %i bytes", (bodyBytes) => {
  const requests = buildRequests({
    count: 3,
    bodyBytes,
    tag: "T1x",
    from: 40,
    host: "127.0.0.1:3000",
    path: "/webhooks/stripe",
    secret,
    timestamp: Math.floor(Date.now() / 1_000),
  });
  const parts = Array.from({ length: requests.count }, (_none, index) => take(requests.at(index)));

  test("pass the check of Stripe's own SDK, each with an id of its own", () => {
    const stripe = new Stripe("sk_test_none");

    const events = parts.map(({ body, signature }) =>
      stripe.webhooks.constructEvent(body, signature, secret),
    );

    expect(events.map((event) => event.id)).toEqual([40, 41, 42].map((index) => eventId("T1x", index)));
    expect(new Set(events.map((event) => event.type))).toEqual(new Set(["payment_intent.succeeded"]));
  });

  test("have bodies of that size, and say so", () => {
    expect(parts.map(({ body }) => body.length)).toEqual([bodyBytes, bodyBytes, bodyBytes]);
    expect(parts[0]?.head).toContain(`\r\nContent-Length: ${bodyBytes}\r\n`);
  });
});

function take(request: Buffer): { readonly head: string; readonly body: Buffer; readonly signature: string } {
  const bodyAt = request.indexOf("\r\n\r\n") + 4;
  const head = request.toString("latin1", 0, bodyAt);
  return {
    head,
    body: request.subarray(bodyAt),
    signature: /Stripe-Signature: (.*)\r\n/.exec(head)?.[1] ?? "",
  };
}
