import { createHash, createPublicKey, timingSafeEqual, verify } from "node:crypto";
import { plaid } from "../../../packages/core/src/provider/plaid.ts";
import { jsonBody } from "../body.ts";
import type { Family } from "../family.ts";
import { parses } from "../floor.ts";

/** Plaid's library verifies nothing. The key is fetched once, by the id that the token names, and kept. */
export const plaidFamily: Family = {
  name: "JWT, ES256",
  provider: plaid,
  createSource: (secret) => {
    const jwk = createPublicKey(secret.sign).export({ format: "jwk" });
    const key = { ...jwk, alg: "ES256", kid: "sample", use: "sig", expired_at: null };
    return { secrets: ["client:secret"], fetch: async () => Response.json({ key }) };
  },
  createBody: jsonBody,
  createFloor: (secret) => {
    const key = { key: createPublicKey(secret.sign), dsaEncoding: "ieee-p1363" } as const;
    return {
      name: "floor",
      accept: (delivery) => {
        const token = delivery.headers["plaid-verification"] ?? "";
        const [head = "", claims = "", signature = ""] = token.split(".");
        const signed = Buffer.from(`${head}.${claims}`, "latin1");
        const isGood = verify("sha256", signed, key, Buffer.from(signature, "base64url"));
        const digest = createHash("sha256").update(delivery.body).digest();
        const { request_body_sha256: claimed } = JSON.parse(
          Buffer.from(claims, "base64url").toString("utf8"),
        );
        return isGood && timingSafeEqual(digest, Buffer.from(claimed, "hex")) && parses(delivery);
      },
    };
  },
  createPeers: () => [],
};
