import { createPublicKey, verify } from "node:crypto";
import { OAuth2Client } from "google-auth-library";
import { googlePubsub } from "../../../packages/core/src/provider/google-pubsub.ts";
import { jsonBody } from "../body.ts";
import { withOtherHeader } from "../delivery.ts";
import type { Family, Secret } from "../family.ts";
import { parses } from "../floor.ts";
import { readsPayload } from "../payload.ts";

const header = "authorization";
const settings = {
  audience: "https://hooks.example.com/",
  serviceAccount: "push@example.iam.gserviceaccount.com",
};
/** The key id that samples are signed under. */
const kid = "sample";
const issuer = "https://accounts.google.com";

/** Google's keys are fetched once and kept by Hookyard's cache; the library is given them. The body is not covered. */
export const googlePubsubFamily: Family = {
  name: "JWT, RS256",
  provider: googlePubsub,
  createSource: (secret) => {
    const keys = [
      { ...createPublicKey(secret.sign).export({ format: "jwk" }), kid, alg: "RS256", use: "sig" },
    ];
    return { secrets: [], settings, fetch: async () => Response.json({ keys }) };
  },
  createBody: jsonBody,
  tamper: (delivery) => withOtherHeader(delivery, header),
  createFloor: (secret) => {
    const key = createPublicKey(secret.sign); // of the private key
    return {
      name: "floor",
      accept: (delivery) => {
        const [head = "", claims = "", signature = ""] = tokenOf(delivery).split(".");
        const signed = Buffer.from(`${head}.${claims}`, "latin1");
        const isGood = verify("sha256", signed, key, Buffer.from(signature, "base64url"));
        const { aud } = JSON.parse(Buffer.from(claims, "base64url").toString("utf8"));
        return isGood && aud === settings.audience && parses(delivery);
      },
    };
  },
  createPeers: (secret) => {
    const client = new OAuth2Client();
    const certificates = { [kid]: publicPem(secret) };
    return [
      {
        name: "google-auth-library",
        accept: async (delivery) => {
          const ticket = await client.verifySignedJwtWithCertsAsync(
            tokenOf(delivery),
            certificates,
            settings.audience,
            [issuer],
          );
          const isOurs = ticket.getPayload()?.email === settings.serviceAccount;
          return isOurs && readsPayload(delivery.body.toString("utf8"));
        },
      },
    ];
  },
};

function tokenOf({ headers }: { readonly headers: Readonly<Record<string, string>> }): string {
  return (headers[header] ?? "").slice("Bearer ".length);
}

function publicPem(secret: Secret): string {
  return createPublicKey(secret.sign).export({ format: "pem", type: "spki" }).toString();
}
