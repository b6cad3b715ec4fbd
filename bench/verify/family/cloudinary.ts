import { createHash, timingSafeEqual } from "node:crypto";
import { v2 as sdk } from "cloudinary";
import { cloudinary } from "../../../packages/core/src/provider/cloudinary.ts";
import { jsonBody } from "../body.ts";
import type { Family } from "../family.ts";
import { parses } from "../floor.ts";
import { readsPayload } from "../payload.ts";

const signatureHeader = "x-cld-signature";
const timestampHeader = "x-cld-timestamp";

export const cloudinaryFamily: Family = {
  name: "plain hash",
  provider: cloudinary,
  createBody: jsonBody,
  createFloor: (secret) => ({
    name: "floor",
    accept: (delivery) => {
      const { body, headers } = delivery;
      const hash = createHash("sha256").update(body);
      const digest = hash.update(`${headers[timestampHeader]}${secret.sign}`).digest();
      return timingSafeEqual(digest, Buffer.from(headers[signatureHeader] ?? "", "hex")) && parses(delivery);
    },
  }),
  createPeers: (secret) => {
    sdk.config({ api_secret: secret.verify, signature_algorithm: "sha256" });
    return [
      {
        name: "cloudinary",
        accept: ({ body, headers }) => {
          const text = body.toString("utf8");
          const timestamp = Number(headers[timestampHeader]);
          const signature = headers[signatureHeader] ?? "";
          return sdk.utils.verifyNotificationSignature(text, timestamp, signature) && readsPayload(text);
        },
      },
    ];
  },
};
