import { createHash, hash, timingSafeEqual } from "node:crypto";
import { gitlab } from "../../../packages/core/src/provider/gitlab.ts";
import { jsonBody } from "../body.ts";
import { withOtherHeader } from "../delivery.ts";
import type { Family } from "../family.ts";
import { parses } from "../floor.ts";

const header = "x-gitlab-token";
const token = "9a5a1b9c3f0d4f1c8e7b6a5d4c3b2a19";

/** GitLab has no library that verifies. The secret token stands in the header as it is and covers nothing. */
export const gitlabFamily: Family = {
  name: "plain token",
  provider: {
    ...gitlab,
    // What the preset makes by itself is a signing token, which would be the Standard Webhooks family once more.
    scheme: { ...gitlab.scheme, createSecret: () => ({ verify: token, sign: token }) },
  },
  createBody: jsonBody,
  tamper: (delivery) => withOtherHeader(delivery, header),
  createFloor: (secret) => {
    const wanted = createHash("sha256").update(secret.verify).digest();
    return {
      name: "floor",
      // A digest of each, so that the comparison does not tell the secret's length.
      accept: (delivery) =>
        timingSafeEqual(Buffer.from(hash("sha256", delivery.headers[header] ?? ""), "hex"), wanted) &&
        parses(delivery),
    };
  },
  createPeers: () => [],
};
