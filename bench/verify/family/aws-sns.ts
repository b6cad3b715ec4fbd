import { createPublicKey, createVerify } from "node:crypto";
import https from "node:https";
import { Readable } from "node:stream";
import MessageValidator from "sns-validator";
import { awsSns } from "../../../packages/core/src/provider/aws-sns.ts";
import { jsonBody } from "../body.ts";
import { createCertificate } from "../certificate.ts";
import type { Family, Secret } from "../family.ts";

const topicArn = "arn:aws:sns:eu-central-1:123456789012:orders";
const host = "https://sns.eu-central-1.amazonaws.com";
const certificateUrl = `${host}/SimpleNotificationService-01d088a6f77103d0fe307c0069e40ed6.pem`;
const signedFields = ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"];

/** The certificate is fetched once and kept by everybody; the signature and all that it covers are in the body. */
export const awsSnsFamily: Family = {
  name: "RSA, certificate, fields of the body",
  provider: awsSns,
  createSource: (secret) => ({
    secrets: [],
    settings: { topicArn },
    fetch: async () => new Response(certificateOf(secret)),
  }),
  createBody: (bytes, serial) =>
    Buffer.from(
      JSON.stringify({
        Type: "Notification",
        MessageId: `22b80b92-fdea-4c2c-8f9d-${serial.toString().padStart(12, "0")}`,
        TopicArn: topicArn,
        Subject: "An order",
        Message: jsonBody(bytes, serial).toString("utf8"),
        Timestamp: new Date().toISOString(),
        SignatureVersion: "2",
        Signature: "",
        SigningCertURL: certificateUrl,
        UnsubscribeURL: `${host}/?Action=Unsubscribe&SubscriptionArn=${topicArn}:c9135db0`,
      }),
      "utf8",
    ),
  createFloor: (secret) => {
    const key = createPublicKey(secret.sign); // of the private key
    return {
      name: "floor",
      accept: ({ body }) => {
        const message = JSON.parse(body.toString("utf8"));
        const verifier = createVerify("sha256");
        for (const name of signedFields) verifier.update(`${name}\n${message[name]}\n`);
        return verifier.verify(key, message.Signature, "base64");
      },
    };
  },
  createPeers: (secret) => {
    answerInPlaceOfAws(secret);
    const sdk = new MessageValidator();
    return [
      {
        name: "sns-validator",
        accept: ({ body }) =>
          new Promise((resolve) => {
            sdk.validate(body.toString("utf8"), (error) => resolve(error === null));
          }),
      },
    ];
  },
};

function certificateOf(secret: Secret): string {
  return createCertificate(secret.sign, "sns.amazonaws.com", new Date());
}

/** The library fetches by itself, and keeps what it got for as long as the process runs. */
function answerInPlaceOfAws(secret: Secret): void {
  const answer = (...given: readonly unknown[]): Readable => {
    const [asked, listener] = given;
    const response = Object.assign(Readable.from([certificateOf(secret)]), {
      statusCode: asked === certificateUrl ? 200 : 404,
    });
    if (typeof listener === "function") listener(response);
    return response;
  };
  https.get = answer as unknown as typeof https.get; // safe: only `on("error")` is asked of it
}
