import { createPublicKey, verify } from "node:crypto";
import { verifyKey } from "discord-interactions";
import { discord } from "../../../packages/core/src/provider/discord.ts";
import { jsonBody } from "../body.ts";
import type { Family } from "../family.ts";
import { parses } from "../floor.ts";
import { readsPayload } from "../payload.ts";

const signatureHeader = "x-signature-ed25519";
const timestampHeader = "x-signature-timestamp";

export const discordFamily: Family = {
  name: "Ed25519",
  provider: discord,
  createBody: jsonBody,
  createFloor: (secret) => {
    const key = createPublicKey(secret.sign); // of the private key
    return {
      name: "floor",
      accept: (delivery) => {
        const { body, headers } = delivery;
        const content = Buffer.concat([Buffer.from(headers[timestampHeader] ?? ""), body]);
        const signature = Buffer.from(headers[signatureHeader] ?? "", "hex");
        return verify(null, content, key, signature) && parses(delivery);
      },
    };
  },
  createPeers: (secret) => [
    {
      name: "discord-interactions",
      accept: async (delivery) => {
        const { body, headers } = delivery;
        const [signature = "", timestamp = ""] = [headers[signatureHeader], headers[timestampHeader]];
        return (
          (await verifyKey(body, signature, timestamp, secret.verify)) && readsPayload(body.toString("utf8"))
        );
      },
    },
  ],
};
