import { createPublicKey, generateKeyPairSync, sign as signBytes } from "node:crypto";
import { TelnyxWebhook } from "telnyx/lib/webhooks";
import { expect, test } from "vitest";
import { hardBodies } from "../testing/hard-bodies.ts";
import { signWebhook } from "../testing/index.ts";
import { type KeyPair, testProvider } from "../testing/provider.contract.ts";
import { telnyx } from "./telnyx.ts";

const url = "https://hooks.example.com/webhooks/source";

function ed25519Pair(): KeyPair {
  const { privateKey } = generateKeyPairSync("ed25519");
  return {
    verify: createPublicKey(privateKey)
      .export({ format: "der", type: "spki" })
      .subarray(-32)
      .toString("base64"),
    sign: privateKey.export({ format: "pem", type: "pkcs8" }).toString(),
  };
}

const telnyxKeys = ed25519Pair();

testProvider({
  provider: telnyx,
  secrets: [telnyxKeys, ed25519Pair()],
  header: "telnyx-signature-ed25519",
  toleranceSeconds: 300,
  sign: ({ body, secret, at }) => ({
    "telnyx-timestamp": String(at.getTime() / 1000),
    "telnyx-signature-ed25519": signBytes(
      null,
      Buffer.from(`${at.getTime() / 1000}|${body}`),
      secret,
    ).toString("base64"),
  }),
});

test.each(hardBodies)("what we sign Telnyx' own library believes: %s", async (_kind, body) => {
  const at = new Date(); // its library asks the clock itself
  const { headers } = await signWebhook(telnyx, { secret: telnyxKeys.sign, url, body, now: at });
  const webhook = new TelnyxWebhook(telnyxKeys.verify);

  await expect(webhook.verify(body, headers)).resolves.toBeUndefined();
  await expect(webhook.verify(`${body} `, headers)).rejects.toThrow();
});
