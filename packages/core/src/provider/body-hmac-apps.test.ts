import { createHmac } from "node:crypto";
import { WebhookEventVerifier } from "@onfido/api";
import { expect, test } from "vitest";
import { testProvider, type ProviderContract } from "../testing/provider.contract.ts";
import { verifyWebhook } from "../verify.ts";
import { acuity } from "./acuity.ts";
import { attio } from "./attio.ts";
import { calCom } from "./cal-com.ts";
import { checkr } from "./checkr.ts";
import { docusign } from "./docusign.ts";
import { dropbox } from "./dropbox.ts";
import { firecrawl } from "./firecrawl.ts";
import { formstack } from "./formstack.ts";
import { nylas } from "./nylas.ts";
import { onfido } from "./onfido.ts";
import { smartsheet } from "./smartsheet.ts";
import { surveymonkey } from "./surveymonkey.ts";
import { tally } from "./tally.ts";
import { typeform } from "./typeform.ts";
import { vapi } from "./vapi.ts";

const secrets = ["0f6c7a3e9b1d4852", "another secret, żółw"] as const;

/** As each provider's page spells it out, in Node's own words. */
function documented(
  header: string,
  encoding: "hex" | "base64",
  { prefix = "", algorithm = "sha256" }: { prefix?: string; algorithm?: "sha1" | "sha256" } = {},
): ProviderContract["sign"] {
  return ({ body, secret }) => ({
    [header]:
      prefix + createHmac(algorithm, Buffer.from(secret, "utf8")).update(body, "utf8").digest(encoding),
  });
}

const plainHex = [
  [dropbox, "x-dropbox-signature"],
  [vapi, "x-vapi-signature"],
  [checkr, "x-checkr-signature"],
  [attio, "attio-signature"],
  [calCom, "x-cal-signature-256"],
  [nylas, "x-nylas-signature"],
  [smartsheet, "smartsheet-hmac-sha256"],
] as const;
for (const [provider, header] of plainHex) {
  testProvider({ provider, secrets, header, sign: documented(header, "hex") });
}

const plainBase64 = [
  [docusign, "x-docusign-signature-1"],
  [tally, "tally-signature"],
  [acuity, "x-acuity-signature"],
] as const;
for (const [provider, header] of plainBase64) {
  testProvider({ provider, secrets, header, sign: documented(header, "base64") });
}

testProvider({
  provider: firecrawl,
  secrets,
  header: "x-firecrawl-signature",
  sign: documented("x-firecrawl-signature", "hex", { prefix: "sha256=" }),
});

testProvider({
  provider: formstack,
  secrets,
  header: "x-fs-signature",
  sign: documented("x-fs-signature", "hex", { prefix: "sha256=" }),
});

testProvider({
  provider: typeform,
  secrets,
  header: "typeform-signature",
  sign: documented("typeform-signature", "base64", { prefix: "sha256=" }),
});

testProvider({
  provider: surveymonkey,
  secrets: ["client-id&client-secret", "client-id&another secret"],
  header: "sm-signature",
  sign: documented("sm-signature", "base64", { algorithm: "sha1" }),
});

testProvider({
  provider: onfido,
  secrets,
  header: "x-sha2-signature",
  sign: documented("x-sha2-signature", "hex"),
  accepts: ({ body, secret, headers }) => {
    new WebhookEventVerifier(secret).readPayload(body, headers["x-sha2-signature"] ?? "");
    return true;
  },
  notAccepted: ["a form", "nothing"],
});

const now = new Date("2026-01-01T00:00:00Z");
const request = (headers: Record<string, string>) => ({
  method: "POST",
  url: "https://hooks.example.com/webhooks/source",
  headers,
  body: Buffer.from("{}"),
});

test("docusign: any of the numbered headers verifies, whichever key it belongs to", async () => {
  const of = (secret: string) => createHmac("sha256", secret).update("{}").digest("base64");
  const headers = { "X-DocuSign-Signature-1": of("first"), "X-DocuSign-Signature-17": of("second") };

  expect(await verifyWebhook(docusign, request(headers), { secrets: ["second"], now })).toEqual({
    ok: true,
    secretIndex: 0,
  });
  expect(await verifyWebhook(docusign, request(headers), { secrets: ["third"], now })).toEqual({
    ok: false,
    reason: "signature_mismatch",
  });
});

test("cal-com: a webhook without a secret is refused", async () => {
  const headers = { "X-Cal-Signature-256": "no-secret-provided" };

  expect(await verifyWebhook(calCom, request(headers), { secrets: [secrets[0]], now })).toEqual({
    ok: false,
    reason: "signature_malformed",
  });
});

test("onfido: the older SHA-1 header never suffices", async () => {
  const headers = { "X-Signature": createHmac("sha1", secrets[0]).update("{}").digest("hex") };

  expect(await verifyWebhook(onfido, request(headers), { secrets: [secrets[0]], now })).toEqual({
    ok: false,
    reason: "header_missing",
  });
});
