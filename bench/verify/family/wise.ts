import { createPublicKey, createVerify } from "node:crypto";
import { wise } from "../../../packages/core/src/provider/wise.ts";
import { jsonBody } from "../body.ts";
import type { Family } from "../family.ts";
import { parses } from "../floor.ts";

/** Wise has no library that verifies. */
export const wiseFamily: Family = {
  name: "RSA",
  provider: wise,
  createBody: jsonBody,
  createFloor: (secret) => {
    const key = createPublicKey(secret.sign); // of the private key
    return {
      name: "floor",
      accept: (delivery) =>
        createVerify("sha256")
          .update(delivery.body)
          .verify(key, delivery.headers["x-signature-sha256"] ?? "", "base64") && parses(delivery),
    };
  },
  createPeers: () => [],
};
