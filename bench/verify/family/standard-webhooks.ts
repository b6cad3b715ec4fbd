import { createSecretKey } from "node:crypto";
import { Webhook as StandardWebhook } from "standardwebhooks";
import { Webhook as SvixWebhook } from "svix";
import { standardWebhooks } from "../../../packages/core/src/provider/standard-webhooks.ts";
import { jsonBody } from "../body.ts";
import type { Family } from "../family.ts";
import { hmacFloor } from "../floor.ts";

export const standardWebhooksFamily: Family = {
  name: "Standard Webhooks",
  provider: standardWebhooks,
  createBody: jsonBody,
  createFloor: (secret) =>
    hmacFloor({
      key: createSecretKey(Buffer.from(secret.sign.slice("whsec_".length), "base64")),
      front: ({ headers }) => `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.`,
      signature: ({ headers }) =>
        Buffer.from((headers["webhook-signature"] ?? "").slice("v1,".length), "base64"),
    }),
  createPeers: (secret) => {
    const standard = new StandardWebhook(secret.verify);
    const svix = new SvixWebhook(secret.verify);
    return [
      {
        name: "standardwebhooks",
        accept: ({ body, headers }) => standard.verify(body, { ...headers }) !== undefined,
      },
      { name: "svix", accept: ({ body, headers }) => svix.verify(body, { ...headers }) !== undefined },
    ];
  },
};
