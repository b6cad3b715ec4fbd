import { createPublicKey, createVerify } from "node:crypto";
import { EventWebhook } from "@sendgrid/eventwebhook";
import { sendgrid } from "../../../packages/core/src/provider/sendgrid.ts";
import { listBody } from "../body.ts";
import type { Family } from "../family.ts";
import { parses } from "../floor.ts";
import { readsPayload } from "../payload.ts";

const signatureHeader = "x-twilio-email-event-webhook-signature";
const timestampHeader = "x-twilio-email-event-webhook-timestamp";

export const sendgridFamily: Family = {
  name: "ECDSA P-256",
  provider: sendgrid,
  createBody: listBody,
  createFloor: (secret) => {
    const key = createPublicKey(secret.sign); // of the private key
    return {
      name: "floor",
      accept: (delivery) => {
        const { body, headers } = delivery;
        const verifier = createVerify("sha256")
          .update(headers[timestampHeader] ?? "")
          .update(body);
        return verifier.verify(key, headers[signatureHeader] ?? "", "base64") && parses(delivery);
      },
    };
  },
  createPeers: (secret) => {
    const sdk = new EventWebhook();
    const key = sdk.convertPublicKeyToECDSA(secret.verify);
    return [
      {
        name: "@sendgrid/eventwebhook",
        accept: (delivery) => {
          const { body, headers } = delivery;
          const [signature = "", timestamp = ""] = [headers[signatureHeader], headers[timestampHeader]];
          return sdk.verifySignature(key, body, signature, timestamp) && readsPayload(body.toString("utf8"));
        },
      },
    ];
  },
};
