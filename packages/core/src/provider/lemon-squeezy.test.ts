import { createHmac } from "node:crypto";
import { freshSecret, testProvider } from "../testing/provider.contract.ts";
import { lemonSqueezy } from "./lemon-squeezy.ts";

testProvider({
  provider: lemonSqueezy,
  secrets: [freshSecret(), freshSecret()],
  header: "x-signature",
  sign: ({ body, secret }) => ({ "x-signature": createHmac("sha256", secret).update(body).digest("hex") }),
});
