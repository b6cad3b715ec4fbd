import { ConfigError, type Json } from "@hookyard/core";
import { snsHost } from "@hookyard/core/scheme/sns";
import { type Answer, optionalTextAt, textAt } from "../api/answer.ts";
import type { ApiClient, ApiRequest } from "../api/api-client.ts";
import { ApiError } from "../api/api-error.ts";
import type { ClientContext, Endpoint, EndpointApi, ProviderClient } from "../endpoint/endpoint.ts";
import { type AwsCredentials, awsQueryFetch, itemsAt } from "./aws-query.ts";
import { everyPage, openApi, settingOf } from "./rest.ts";

/**
 * SNS's subscriptions over HTTPS to one topic. SNS sends a confirmation to the URL, which Hookyard answers by itself;
 * until then one counts as failing, and an update has the confirmation sent again. A filter that somebody set stays.
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html
 */
export const awsSnsClient: ProviderClient = {
  provider: "aws-sns",
  name: "AWS SNS",
  docs: "https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html",
  permissions:
    "an access key as id:secret, or id:secret:session, with sns:ListSubscriptionsByTopic, sns:Subscribe, sns:GetSubscriptionAttributes, sns:SetSubscriptionAttributes and sns:Unsubscribe on the topic",
  settings: [{ name: "topicArn", means: "arn:aws:sns:eu-central-1:123456789012:orders", isRequired: true }],
  secret: { kind: "none" },
  subscriptions: { every: [], areChosen: false },
  urlIsFixed: true,
  notes: "SNS sends its confirmation to the URL: Hookyard has to be reachable there.",
  open(context) {
    const topic = settingOf(context, "topicArn");
    const host = snsHost(topic);
    if (host === undefined)
      throw new ConfigError(
        `the setting topicArn of "${context.source}" is not one topic: arn:aws:sns:eu-central-1:123456789012:orders. Of several, name one with --set topicArn=…`,
      );
    const credentials = credentialsOf(context);
    const { secretAccessKey, sessionToken } = credentials;
    const region = topic.split(":")[3] ?? "";
    const fetch = awsQueryFetch(context, { service: "sns", region, credentials });
    const api = openApi(
      awsSnsClient,
      { ...context, fetch },
      {
        base: `https://${host}`,
        headers: {},
        secrets: [secretAccessKey, ...(sessionToken === undefined ? [] : [sessionToken])],
      },
    );
    return { endpoints: subscriptions(api, { topic, source: context.source }) };
  },
};

function credentialsOf({ key, source }: ClientContext): AwsCredentials {
  const [accessKeyId = "", secretAccessKey = "", sessionToken, ...rest] = key.split(":");
  if (accessKeyId === "" || secretAccessKey === "" || rest.length > 0)
    throw new ConfigError(
      `the API key of "${source}" is no id:secret or id:secret:session, which AWS's API needs`,
    );
  return { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) };
}

/** Stands in place of the id of a subscription that is not confirmed. */
const pending = "PendingConfirmation";
/** The same of one that is gone, which SNS lists for some days more. (Not in its reference; it is no ARN to any call.) */
const deleted = "Deleted";

function subscriptions(
  api: ApiClient,
  { topic, source }: { readonly topic: string; readonly source: string },
): EndpointApi {
  const call = <Result>(
    does: string,
    parameters: Readonly<Record<string, string>>,
    read: (answer: Answer) => Result,
  ): Promise<Result> => api.send({ ...query(parameters), does }, read);
  const subscribe = (url: string): Promise<string> =>
    call(
      "subscribe to the topic",
      {
        Action: "Subscribe",
        TopicArn: topic,
        Protocol: "https",
        Endpoint: url,
        ReturnSubscriptionArn: "true",
      },
      ({ json }) => textAt(json, "SubscribeResponse.SubscribeResult.SubscriptionArn"),
    );
  const isRaw = (SubscriptionArn: string): Promise<boolean> =>
    call(
      "read a subscription",
      { Action: "GetSubscriptionAttributes", SubscriptionArn },
      ({ json }) => attribute(json, "RawMessageDelivery") === "true",
    );
  return {
    async list() {
      const listed = await everyPage(api, {
        does: "list its subscriptions",
        list: query({ Action: "ListSubscriptionsByTopic", TopicArn: topic }),
        items: ({ json }) => itemsAt(json, `${listedPath}.Subscriptions`, "member"),
        next: ({ json }) => {
          const NextToken = optionalTextAt(json, `${listedPath}.NextToken`);
          return NextToken === undefined
            ? undefined
            : query({ Action: "ListSubscriptionsByTopic", TopicArn: topic, NextToken });
        },
        read: readSubscription,
      });
      const endpoints: Endpoint[] = [];
      for (const endpoint of listed) {
        // Each is one more call: only of what can be this source's.
        const isAsked = endpoint.id !== pending && endpoint.url.endsWith(`/webhooks/${source}`);
        const raw = isAsked && (await isRaw(endpoint.id));
        endpoints.push(
          raw ? { ...endpoint, faults: ["raw message delivery is on: nothing is signed"] } : endpoint,
        );
      }
      return endpoints;
    },
    async create({ url }) {
      return { endpoint: { id: await subscribe(url), url, types: [], status: "enabled" } };
    },
    async update({ id }, { url }) {
      if (id === pending) return void (await subscribe(url));
      const parameters = {
        SubscriptionArn: id,
        AttributeName: "RawMessageDelivery",
        AttributeValue: "false",
      };
      await call(
        "change the subscription",
        { Action: "SetSubscriptionAttributes", ...parameters },
        () => undefined,
      );
    },
    async remove({ id }) {
      if (id === pending) {
        const message =
          "AWS SNS: cannot remove a subscription that is not confirmed: AWS does so by itself, after two days";
        throw new ApiError("api_refused", awsSnsClient.name, message);
      }
      const unsubscribe = query({ Action: "Unsubscribe", SubscriptionArn: id });
      await api.send({ ...unsubscribe, does: "remove the subscription", accepts: [404] }, () => undefined);
    },
  };
}

/** One action. Every one of them can be done twice: subscribing again finds what is there. */
function query(parameters: Readonly<Record<string, string>>): Omit<ApiRequest, "does"> {
  const form = Object.entries({ ...parameters, Version: "2010-03-31" });
  return { method: "POST", path: "/", form, isRepeatable: true };
}

const listedPath = "ListSubscriptionsByTopicResponse.ListSubscriptionsByTopicResult";

function readSubscription(item: Json): Endpoint | undefined {
  if (textAt(item, "Protocol") !== "https") return undefined;
  const id = textAt(item, "SubscriptionArn");
  if (id === deleted) return undefined;
  return {
    id,
    url: textAt(item, "Endpoint"),
    types: [],
    status: id === pending ? "failing" : "enabled",
    ...(id === pending && { detail: "it waits for its confirmation" }),
  };
}

function attribute(json: Json, name: string): string | undefined {
  const path = "GetSubscriptionAttributesResponse.GetSubscriptionAttributesResult.Attributes";
  const found = itemsAt(json, path, "entry").find((entry) => textAt(entry, "key") === name);
  return found === undefined ? undefined : optionalTextAt(found, "value");
}
