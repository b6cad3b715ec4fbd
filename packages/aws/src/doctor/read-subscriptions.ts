import type { AwsCredentials } from "../clients.ts";
import { createExchange } from "../json-call/exchange.ts";
import { createSigner } from "../json-call/signature.ts";
import type { Subscription } from "./stage-state.ts";

export interface SubscriptionsOptions {
  readonly topic: string;
  readonly region: string;
  readonly endpoint: string;
  readonly credentials: AwsCredentials;
  readonly now: () => Date;
}

/** Pages of a hundred. */
const mostPages = 50;

/**
 * Who hears a topic. One call of SNS's, which is not worth a client; its answer is XML. Rejects with an error named as SNS
 * names it.
 * @see https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptionsByTopic.html
 */
export async function readSubscriptions(options: SubscriptionsOptions): Promise<readonly Subscription[]> {
  const { topic, region, credentials, now } = options;
  const endpoint = new URL(options.endpoint);
  const exchange = createExchange({
    endpoint,
    maxSockets: 1,
    connectionTimeoutMilliseconds: 3_000,
    requestTimeoutMilliseconds: 10_000,
  });
  const sign = createSigner();
  const subscriptions: Subscription[] = [];
  let token: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const fields = { Action: "ListSubscriptionsByTopic", Version: "2010-03-31", TopicArn: topic };
    const body = Buffer.from(
      new URLSearchParams({ ...fields, ...(token !== undefined && { NextToken: token }) }).toString(),
    );
    const headers = {
      "content-type": "application/x-www-form-urlencoded; charset=utf-8",
      host: endpoint.host,
    };
    const answer = await exchange(
      sign({ service: "sns", region, credentials, time: now(), headers, body }),
      body,
    );
    if (answer.status !== 200) throw snsError(answer.status, answer.body);
    subscriptions.push(...answer.body.split("<member>").slice(1).map(subscriptionOf));
    token = element(answer.body, "NextToken");
    if (token === undefined || token === "") break;
  }
  return subscriptions;
}

/** In place of its ARN, one that nobody has confirmed says so in a word. */
function subscriptionOf(member: string): Subscription {
  return {
    protocol: element(member, "Protocol") ?? "",
    isConfirmed: element(member, "SubscriptionArn")?.startsWith("arn:") === true,
  };
}

function snsError(status: number, body: string): Error {
  const error = new Error(element(body, "Message") ?? `SNS answered ${status}`);
  error.name = element(body, "Code") ?? "SnsError";
  return error;
}

function element(xml: string, name: string): string | undefined {
  return new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
}
