import { createHmac, createSecretKey, timingSafeEqual } from "node:crypto";
import { parse } from "node:querystring";
import twilioSdk from "twilio";
import { twilio } from "../../../packages/core/src/provider/twilio.ts";
import { formBody } from "../body.ts";
import type { Family } from "../family.ts";

const header = "x-twilio-signature";

export const twilioFamily: Family = {
  name: "URL and form fields",
  provider: twilio,
  createBody: formBody,
  createFloor: (secret) => {
    const key = createSecretKey(secret.sign, "utf8");
    return {
      name: "floor",
      accept: ({ body, headers, url }) => {
        const fields = new Map(new URLSearchParams(body.toString("utf8")));
        let signed = url;
        for (const name of [...fields.keys()].toSorted()) signed += name + fields.get(name);
        const digest = createHmac("sha1", key).update(signed).digest();
        return timingSafeEqual(digest, Buffer.from(headers[header] ?? "", "base64"));
      },
    };
  },
  createPeers: (secret) => [
    {
      name: "twilio",
      accept: ({ body, headers, url }) =>
        twilioSdk.validateRequest(secret.verify, headers[header] ?? "", url, {
          ...parse(body.toString("utf8")),
        }),
    },
  ],
};
