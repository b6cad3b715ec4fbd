import { createSecretKey } from "node:crypto";
import Stripe from "stripe";
import { stripe } from "../../../packages/core/src/provider/stripe.ts";
import { jsonBody } from "../body.ts";
import type { Family } from "../family.ts";
import { hmacFloor } from "../floor.ts";

const header = "stripe-signature";
const timestampEnd = "t=1700000000".length;
const signatureStart = "t=1700000000,v1=".length;

export const stripeFamily: Family = {
  name: "time and signature in one header",
  provider: stripe,
  createBody: jsonBody,
  createFloor: (secret) =>
    hmacFloor({
      key: createSecretKey(secret.sign, "utf8"),
      front: ({ headers }) => `${(headers[header] ?? "").slice("t=".length, timestampEnd)}.`,
      signature: ({ headers }) => Buffer.from((headers[header] ?? "").slice(signatureStart), "hex"),
    }),
  createPeers: (secret) => {
    const sdk = new Stripe("sk_test_not_used");
    return [
      {
        name: "stripe",
        accept: ({ body, headers }) =>
          sdk.webhooks.constructEvent(body, headers[header] ?? "", secret.verify).object === "event",
      },
    ];
  },
};
