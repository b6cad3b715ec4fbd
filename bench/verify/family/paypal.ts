import { createPublicKey, createVerify } from "node:crypto";
import { crc32 } from "node:zlib";
import { paypal } from "../../../packages/core/src/provider/paypal.ts";
import { jsonBody } from "../body.ts";
import { createCertificate } from "../certificate.ts";
import type { Family } from "../family.ts";
import { parses } from "../floor.ts";

const webhookId = "1JE4291016473214C";

/** PayPal has no library for Node that verifies. The certificate is fetched once and kept. */
export const paypalFamily: Family = {
  name: "RSA, certificate, CRC of the body",
  provider: paypal,
  createSource: (secret) => ({
    secrets: [],
    settings: { webhookId },
    fetch: async () =>
      new Response(createCertificate(secret.sign, "messageverificationcerts.sandbox.paypal.com", new Date())),
  }),
  createBody: jsonBody,
  createFloor: (secret) => {
    const key = createPublicKey(secret.sign); // of the private key
    return {
      name: "floor",
      accept: (delivery) => {
        const { body, headers } = delivery;
        const [id, time] = [headers["paypal-transmission-id"], headers["paypal-transmission-time"]];
        return (
          createVerify("sha256")
            .update(`${id}|${time}|${webhookId}|${crc32(body)}`)
            .verify(key, headers["paypal-transmission-sig"] ?? "", "base64") && parses(delivery)
        );
      },
    };
  },
  createPeers: () => [],
};
