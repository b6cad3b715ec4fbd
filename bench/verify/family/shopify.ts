import { createSecretKey } from "node:crypto";
import "@shopify/shopify-api/adapters/web-api";
import { LogSeverity, shopifyApi } from "@shopify/shopify-api";
import { shopify } from "../../../packages/core/src/provider/shopify.ts";
import { jsonBody } from "../body.ts";
import type { Family } from "../family.ts";
import { hmacFloor } from "../floor.ts";
import { readsPayload } from "../payload.ts";

const header = "x-shopify-hmac-sha256";

export const shopifyFamily: Family = {
  name: "body, base64",
  provider: shopify,
  createBody: jsonBody,
  createFloor: (secret) =>
    hmacFloor({
      key: createSecretKey(secret.sign, "utf8"),
      signature: ({ headers }) => Buffer.from(headers[header] ?? "", "base64"),
    }),
  createPeers: (secret) => {
    const sdk = shopifyApi({
      apiKey: "key",
      apiSecretKey: secret.verify,
      hostName: "hooks.example.com",
      isEmbeddedApp: false,
      // safe: the library's own placeholder for "the latest"; no request to the API is made
      apiVersion: "unstable" as never,
      logger: { level: LogSeverity.Error },
    });
    return [
      {
        name: "@shopify/shopify-api",
        accept: async (delivery) => {
          const rawRequest = new Request(delivery.url, { method: "POST", headers: delivery.headers });
          const rawBody = delivery.body.toString("utf8");
          const { valid } = await sdk.webhooks.validate({ rawBody, rawRequest });
          return valid && readsPayload(rawBody);
        },
      },
    ];
  },
};
