import { createHmac } from "node:crypto";
import Razorpay from "razorpay";
import { freshSecret, testProvider } from "../testing/provider.contract.ts";
import { razorpay } from "./razorpay.ts";

testProvider({
  provider: razorpay,
  secrets: [freshSecret(), freshSecret()],
  header: "x-razorpay-signature",
  sign: ({ body, secret }) => ({
    "x-razorpay-signature": createHmac("sha256", secret).update(body).digest("hex"),
  }),
  accepts: ({ body, secret, headers }) =>
    Razorpay.validateWebhookSignature(body, headers["x-razorpay-signature"] ?? "", secret),
});
