import { createSecretKey } from "node:crypto";
import { verifySlackRequest } from "@slack/bolt";
import { slack } from "../../../packages/core/src/provider/slack.ts";
import { jsonBody } from "../body.ts";
import type { Family } from "../family.ts";
import { hmacFloor } from "../floor.ts";
import { readsPayload } from "../payload.ts";

const signatureHeader = "x-slack-signature";
const timestampHeader = "x-slack-request-timestamp";

export const slackFamily: Family = {
  name: "time in its own header",
  provider: slack,
  createBody: jsonBody,
  createFloor: (secret) =>
    hmacFloor({
      key: createSecretKey(secret.sign, "utf8"),
      front: ({ headers }) => `v0:${headers[timestampHeader] ?? ""}:`,
      signature: ({ headers }) => Buffer.from((headers[signatureHeader] ?? "").slice("v0=".length), "hex"),
    }),
  createPeers: (secret) => [
    {
      name: "@slack/bolt",
      accept: ({ body, headers }) => {
        const text = body.toString("utf8");
        verifySlackRequest({
          signingSecret: secret.verify,
          body: text,
          headers: {
            "x-slack-signature": headers[signatureHeader] ?? "",
            "x-slack-request-timestamp": Number(headers[timestampHeader]),
          },
        });
        return readsPayload(text);
      },
    },
  ],
};
