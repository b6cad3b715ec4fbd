import { createSecretKey } from "node:crypto";
import { verify } from "@octokit/webhooks-methods";
import { github } from "../../../packages/core/src/provider/github.ts";
import { jsonBody } from "../body.ts";
import type { Family } from "../family.ts";
import { hmacFloor } from "../floor.ts";
import { readsPayload } from "../payload.ts";

const header = "x-hub-signature-256";

export const githubFamily: Family = {
  name: "body, prefixed hex",
  provider: github,
  createBody: jsonBody,
  createFloor: (secret) =>
    hmacFloor({
      key: createSecretKey(secret.sign, "utf8"),
      signature: ({ headers }) => Buffer.from((headers[header] ?? "").slice("sha256=".length), "hex"),
    }),
  createPeers: (secret) => [
    {
      name: "@octokit/webhooks-methods",
      accept: async ({ body, headers }) => {
        const text = body.toString("utf8");
        return (await verify(secret.verify, text, headers[header] ?? "")) && readsPayload(text);
      },
    },
  ],
};
