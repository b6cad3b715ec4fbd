import { createHmac, timingSafeEqual } from "node:crypto";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import type { Accepted } from "./aws-calls.ts";

const secret = process.env["HOOKYARD_SECRET_STRIPE"] ?? "";

/** What somebody writes who knows what they do and wants nothing else: no framework, no events but Stripe's. */
export function stripeWebhook(
  store: (accepted: Accepted) => Promise<void>,
): (event: APIGatewayProxyEventV2) => Promise<APIGatewayProxyStructuredResultV2> {
  return async (event) => {
    const body = Buffer.from(event.body ?? "", event.isBase64Encoded ? "base64" : "utf8");
    const [, time, signature] =
      /t=(\d+),v1=([0-9a-f]{64})/.exec(event.headers["stripe-signature"] ?? "") ?? [];
    if (time === undefined || signature === undefined) return { statusCode: 401 };
    const mac = createHmac("sha256", secret).update(`${time}.`).update(body).digest();
    const isFresh = Math.abs(Date.now() / 1000 - Number(time)) < 300;
    if (!isFresh || !timingSafeEqual(mac, Buffer.from(signature, "hex"))) return { statusCode: 401 };
    const text = body.toString("utf8");
    const { id, type } = JSON.parse(text) as { readonly id: string; readonly type: string }; // safe: Stripe signed it
    await store({ id, type, text });
    return {
      statusCode: 200,
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ id, status: "accepted" }),
    };
  };
}
