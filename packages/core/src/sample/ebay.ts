import { createHash } from "node:crypto";
import { defineSamples } from "./sample.ts";

const settings = {
  verificationToken: "hookyard-sample-verification-token-71b2",
  url: "https://hooks.example.com/webhooks/ebay",
};

export const ebay = defineSamples({
  settings,
  headers: () => ({ "content-type": "application/json", "user-agent": "eBay" }),
  events: {
    MARKETPLACE_ACCOUNT_DELETION: (context) => ({
      payload: {
        metadata: { topic: "MARKETPLACE_ACCOUNT_DELETION", schemaVersion: "1.0", deprecated: false },
        notification: {
          notificationId: `${context.uuid()}_${context.uuid()}`,
          eventDate: new Date(context.now.getTime() - 4000).toISOString(),
          publishDate: context.now.toISOString(),
          publishAttemptCount: 1,
          data: { username: "ada", userId: context.id(11), eiasToken: context.id(48) },
        },
      },
    }),
  },
  handshakes: {
    challenge_code: (context, endpoint) => {
      const challenge = context.id(64).toLowerCase();
      const { verificationToken = settings.verificationToken, url = endpoint.url } = context.settings;
      const text = challenge + verificationToken + url;
      return {
        method: "GET",
        query: { challenge_code: challenge },
        isSigned: false,
        answer: {
          status: 200,
          body: JSON.stringify({ challengeResponse: createHash("sha256").update(text).digest("hex") }),
          headers: { "content-type": "application/json", "x-content-type-options": "nosniff" },
        },
      };
    },
  },
});
