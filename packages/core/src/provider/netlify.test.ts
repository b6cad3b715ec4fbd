import { createHash } from "node:crypto";
import { jwtVerify, SignJWT } from "jose";
import { now, seconds, secret, testSignatures } from "../testing/signature-oracle.ts";
import { netlify } from "./netlify.ts";

const encoded = new TextEncoder().encode(secret);

function jwt(claims: Record<string, unknown>, algorithm = "HS256"): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg: algorithm, typ: "JWT" }).sign(encoded);
}

function unsecured(claims: object): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "none" })}.${part(claims)}.`;
}

function netlifyClaims(body: string | Uint8Array): Record<string, string> {
  return { iss: "netlify", sha256: createHash("sha256").update(body).digest("hex") };
}

testSignatures(netlify, {
  header: "x-webhook-signature",
  sign: async (body) => ({ "x-webhook-signature": await jwt(netlifyClaims(body)) }),
  accepts: async (headers, body) => {
    const { payload } = await jwtVerify(headers["x-webhook-signature"] ?? "", encoded, {
      algorithms: ["HS256"],
      issuer: "netlify",
      currentDate: now,
    });
    return payload["sha256"] === netlifyClaims(body)["sha256"];
  },
  malformed: [
    ["signature_malformed", "a.b.c"],
    ["signature_malformed", unsecured(netlifyClaims("{}"))],
    ["signature_malformed", await jwt(netlifyClaims("{}"), "HS512")],
    ["signature_mismatch", await jwt({ ...netlifyClaims("{}"), iss: "other" })],
    ["signature_mismatch", await jwt({ iss: "netlify" })],
    ["signature_mismatch", await jwt(netlifyClaims("[]"))],
    ["timestamp_stale", await jwt({ ...netlifyClaims("{}"), exp: seconds(now) - 60 })],
  ],
});
