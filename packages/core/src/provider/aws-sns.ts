import { fieldAt, isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { awsSnsMapping } from "../mapping/aws-sns.ts";
import { defineProvider, type Handshake } from "../provider.ts";
import { fetchPinned } from "../scheme/pinned-fetch.ts";
import { snsHost, snsScheme } from "../scheme/sns.ts";

/**
 * AWS SNS, topics that send to an HTTPS endpoint; also what comes through one (SES, CloudWatch, S3).
 *
 * Set `topicArn` of the source: any AWS account can have messages signed by the same certificates. Those come from the
 * host of the topic's region and no other, have to be valid and named for SNS; a source needs no secret. A subscription
 * is confirmed by itself, once its signature was found good, with a request to that same host. With "raw message
 * delivery" nothing is signed: leave it off. `UnsubscribeURL` is not signed: never follow it.
 *
 * Scheme read in sns-validator 0.3.5, which is the tests' oracle, and which forgets that `UnsubscribeConfirmation` is
 * signed as a confirmation is; retries from AWS's documentation.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
 */
export const awsSns = defineProvider({
  id: "aws-sns",
  name: "AWS SNS",
  docs: "https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html",
  scheme: snsScheme(),
  signedHandshakes: [confirmSubscription()],
  body: json,
  identify: ({ payload }) => ({
    id: textAt(payload, "MessageId"), // the same on every retry
    type: textAt(payload, "Type") ?? "unknown",
    time: isoTimeAt(payload, "Timestamp"),
    subject: textAt(payload, "TopicArn"),
  }),
  // Three retries, 20 seconds apart, by default; whatever a topic's policy says, for an hour at most. A day to spare.
  // https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
  horizonSeconds: 86_400,
  deadlineSeconds: 15,
  domain: awsSnsMapping,
});

/** Asks the URL that the message names, on the topic's own host, and lets SNS try again when that fails. */
function confirmSubscription(): Handshake {
  return async ({ payload, fetch }) => {
    if (fieldAt(payload, "Type") !== "SubscriptionConfirmation") return undefined;
    const host = snsHost(textAt(payload, "TopicArn") ?? "");
    const url = textAt(payload, "SubscribeURL");
    if (host === undefined || url === undefined || fetch === undefined) return { status: 503 };
    const answer = await fetchPinned(url, { fetch, hosts: [host] });
    return { status: answer === undefined ? 503 : 200 };
  };
}
