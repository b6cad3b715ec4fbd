import middy from "@middy/core";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import Stripe from "stripe";
import { store } from "./aws-calls.ts";

const secret = process.env["HOOKYARD_SECRET_STRIPE"] ?? "";
const stripe = new Stripe("sk_test_none");

/** What most teams write: Stripe's SDK, and middy around it. */
export const handler = middy<APIGatewayProxyEventV2>().handler(async (event) => {
  const body = Buffer.from(event.body ?? "", event.isBase64Encoded ? "base64" : "utf8");
  const { id, type } = stripe.webhooks.constructEvent(body, event.headers["stripe-signature"] ?? "", secret);
  await store({ id, type, text: body.toString("utf8") });
  return {
    statusCode: 200,
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ id, status: "accepted" }),
  };
});
