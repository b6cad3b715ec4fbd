import { createHash, createHmac, createSecretKey, timingSafeEqual } from "node:crypto";
import { WebhookReceiver } from "livekit-server-sdk";
import { livekit } from "../../../packages/core/src/provider/livekit.ts";
import { jsonBody } from "../body.ts";
import type { Family } from "../family.ts";
import { parses } from "../floor.ts";

const apiKey = "APIhookyard";

export const livekitFamily: Family = {
  name: "JWT, HS256",
  provider: livekit,
  createSource: () => ({ settings: { apiKey } }),
  createBody: jsonBody,
  createFloor: (secret) => {
    const key = createSecretKey(secret.sign, "utf8");
    return {
      name: "floor",
      accept: (delivery) => {
        const [head = "", claims = "", signature = ""] = (delivery.headers["authorization"] ?? "").split(".");
        const digest = createHmac("sha256", key).update(`${head}.${claims}`).digest();
        const { sha256 } = JSON.parse(Buffer.from(claims, "base64url").toString("utf8"));
        const bodyDigest = createHash("sha256").update(delivery.body).digest();
        return (
          timingSafeEqual(digest, Buffer.from(signature, "base64url")) &&
          timingSafeEqual(bodyDigest, Buffer.from(sha256, "base64")) &&
          parses(delivery)
        );
      },
    };
  },
  createPeers: (secret) => {
    const receiver = new WebhookReceiver(apiKey, secret.verify);
    return [
      {
        name: "livekit-server-sdk",
        accept: async ({ body, headers }) =>
          (await receiver.receive(body.toString("utf8"), headers["authorization"])) !== undefined,
      },
    ];
  },
};
