import { isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { googlePubsubMapping } from "../mapping/google-pubsub.ts";
import { defineProvider } from "../provider.ts";
import { googleToken } from "../scheme/google-token.ts";

/**
 * Google Cloud Pub/Sub, push subscriptions with authentication switched on; also what comes through one (Cloud Storage,
 * Gmail).
 *
 * Each request carries a token by Google. Set `audience` and `serviceAccount` of the source as the subscription has
 * them: without these any Google customer's token would do. The token does not cover the body. What was published is
 * base64 in `message.data`; the type is what the publisher wrote into the attributes, else `message`. Unwrapped
 * payloads are not understood.
 *
 * Scheme read in google-auth-library 10.9.1, which is the tests' oracle; retries from memory, not confirmed.
 * @see https://cloud.google.com/pubsub/docs/authenticate-push-subscriptions
 */
export const googlePubsub = defineProvider({
  id: "google-pubsub",
  name: "Google Cloud Pub/Sub",
  docs: "https://cloud.google.com/pubsub/docs/authenticate-push-subscriptions",
  scheme: googleToken(),
  body: json,
  identify: ({ payload }) => ({
    id: textAt(payload, "message.messageId") ?? textAt(payload, "message.message_id"),
    type:
      textAt(payload, "message.attributes.ce-type") ??
      textAt(payload, "message.attributes.eventType") ??
      textAt(payload, "message.attributes.type") ??
      "message",
    time: isoTimeAt(payload, "message.publishTime") ?? isoTimeAt(payload, "message.publish_time"),
    subject: textAt(payload, "message.attributes.objectId") ?? textAt(payload, "message.orderingKey"),
  }),
  // Sent until it is acknowledged, for as long as the subscription keeps messages: up to 31 days.
  horizonSeconds: 31 * 86_400,
  // The shortest time that a subscription can be set to.
  deadlineSeconds: 10,
  // Counts the sendings, where there is a dead-letter topic.
  volatile: ["deliveryAttempt"],
  retries: { field: "deliveryAttempt", from: 2 },
  domain: googlePubsubMapping,
});
