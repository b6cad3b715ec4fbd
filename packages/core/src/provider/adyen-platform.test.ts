import { hmacValidator as HmacValidator } from "@adyen/api-library";
import { createHmac } from "node:crypto";
import { freshSecret, testProvider } from "../testing/provider.contract.ts";
import { adyenPlatform } from "./adyen-platform.ts";

const sdk = new HmacValidator();

testProvider({
  provider: adyenPlatform,
  secrets: [freshSecret(32), freshSecret(32).toUpperCase()],
  header: "hmacsignature",
  sign: ({ body, secret }) => ({
    hmacsignature: createHmac("sha256", Buffer.from(secret, "hex")).update(body).digest("base64"),
  }),
  accepts: ({ body, secret, headers }) =>
    sdk.validateHMACSignature(secret, headers["hmacsignature"] ?? "", body),
});
