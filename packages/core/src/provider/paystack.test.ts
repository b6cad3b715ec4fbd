import { createHmac } from "node:crypto";
import { freshSecret, testProvider } from "../testing/provider.contract.ts";
import { paystack } from "./paystack.ts";

testProvider({
  provider: paystack,
  secrets: [`sk_test_${freshSecret()}`, `sk_live_${freshSecret()}`],
  header: "x-paystack-signature",
  sign: ({ body, secret }) => ({
    "x-paystack-signature": createHmac("sha512", secret).update(body).digest("hex"),
  }),
});
