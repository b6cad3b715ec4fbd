import { createHash } from "node:crypto";
import { isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { ebayMapping } from "../mapping/ebay.ts";
import { defineProvider, type Handshake } from "../provider.ts";
import { ebayScheme } from "../scheme/ebay.ts";

/**
 * eBay, the Notification API; every application has to take `MARKETPLACE_ACCOUNT_DELETION`.
 *
 * The secret is `client id:client secret` of the application, with which the public key that a request names is asked
 * from eBay (and remembered for an hour); or the public key itself. eBay's library signs the body read and written anew
 * as JSON, which eBay's own bodies stand; here it is the bytes as they came. Set `verificationToken` of the source, and
 * `url` to the endpoint exactly as eBay was given it: both are in the answer to eBay's question before it sends.
 *
 * Scheme read in event-notification-nodejs-sdk 1.0.3; its production addresses only. Retries from memory, not confirmed.
 * @see https://developer.ebay.com/develop/guides-v2/marketplace-user-account-deletion/marketplace-user-account-deletion
 */
export const ebay = defineProvider({
  id: "ebay",
  name: "eBay",
  docs: "https://developer.ebay.com/develop/guides-v2/marketplace-user-account-deletion/marketplace-user-account-deletion",
  scheme: ebayScheme(),
  handshakes: [answerChallenge()],
  body: json,
  identify: ({ payload }) => ({
    id: textAt(payload, "notification.notificationId"),
    type: textAt(payload, "metadata.topic") ?? "unknown",
    time: isoTimeAt(payload, "notification.eventDate"),
    subject: textAt(payload, "notification.data.userId") ?? textAt(payload, "notification.data.orderId"),
  }),
  // A day of retries, and two to spare.
  horizonSeconds: 3 * 86_400,
  // Counts the sendings inside, beside what never changes.
  volatile: ["notification"],
  // From 1 on, from memory.
  retries: { field: "notification.publishAttemptCount", from: 2 },
  domain: ebayMapping,
});

/** A digest of the challenge, the verification token and the endpoint: nothing of the question comes back as it is. */
function answerChallenge(): Handshake {
  return ({ request, url, settings }) => {
    const challenge = url.searchParams.get("challenge_code");
    if (request.method !== "GET" || challenge === null || challenge.length > 1024) return undefined;
    const { verificationToken = "", url: endpoint = url.origin + url.pathname } = settings;
    if (verificationToken.trim() === "") return undefined;
    const digest = createHash("sha256")
      .update(challenge + verificationToken + endpoint, "utf8")
      .digest("hex");
    return {
      status: 200,
      headers: { "content-type": "application/json", "x-content-type-options": "nosniff" },
      body: JSON.stringify({ challengeResponse: digest }),
    };
  };
}
