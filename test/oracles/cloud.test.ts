import {
  GetSubscriptionAttributesCommand,
  ListSubscriptionsByTopicCommand,
  SetSubscriptionAttributesCommand,
  SNSClient,
  SubscribeCommand,
  UnsubscribeCommand,
} from "@aws-sdk/client-sns";
import { EventGridManagementClient } from "@azure/arm-eventgrid";
import { v1 as pubsubV1 } from "@google-cloud/pubsub";
import { JWT, OAuth2Client } from "google-auth-library";
import { cloudProviders } from "../../packages/register/src/testing/fake-cloud.ts";
import { pubsubToken } from "../../packages/register/src/testing/fake-pubsub.ts";
import { type Oracle, oracleUrl, testOracles } from "../../packages/register/src/testing/oracle.contract.ts";

const TopicArn = "arn:aws:sns:eu-central-1:123456789012:orders";

function snsOf(key: string): SNSClient {
  const [accessKeyId = "", secretAccessKey = "", sessionToken = ""] = key.split(":");
  const credentials = { accessKeyId, secretAccessKey, sessionToken };
  return new SNSClient({ region: "eu-central-1", credentials });
}

const awsSns: Oracle = {
  provider: "aws-sns",
  types: [],
  reads: ({ body }) =>
    Array.isArray(body) && body.some(([name, value]) => name === "Action" && /^(?:Get|List)/.test(value)),
  create: async (key) => {
    const { SubscriptionArn } = await snsOf(key).send(
      new SubscribeCommand({ TopicArn, Protocol: "https", Endpoint: oracleUrl, ReturnSubscriptionArn: true }),
    );
    return { id: SubscriptionArn };
  },
  update: (key, SubscriptionArn) =>
    snsOf(key).send(
      new SetSubscriptionAttributesCommand({
        SubscriptionArn,
        AttributeName: "RawMessageDelivery",
        AttributeValue: "false",
      }),
    ),
  remove: (key, SubscriptionArn) => snsOf(key).send(new UnsubscribeCommand({ SubscriptionArn })),
  urls: async (key) => {
    const { Subscriptions = [] } = await snsOf(key).send(new ListSubscriptionsByTopicCommand({ TopicArn }));
    const confirmed = Subscriptions.filter(({ SubscriptionArn }) => SubscriptionArn?.startsWith(TopicArn));
    const signed: unknown[] = [];
    for (const { SubscriptionArn, Endpoint } of confirmed) {
      const { Attributes } = await snsOf(key).send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
      if (Attributes?.["RawMessageDelivery"] === "false") signed.push(Endpoint);
    }
    return signed;
  },
};

const topic = ["shop", "Microsoft.EventGrid", "topics", "orders"] as const;
const scope = "subscriptions/5b4b650e/resourceGroups/shop/providers/Microsoft.EventGrid/topics/orders";
const eventTypes = ["Orders.Placed", "Orders.Paid"];

function gridOf() {
  const credential = {
    getToken: async () => ({ token: "azure-access-hunter2", expiresOnTimestamp: Date.now() + 3_600_000 }),
  };
  return new EventGridManagementClient(credential, "5b4b650e").eventSubscriptions;
}

function gridDestination(secret: string) {
  return { endpointType: "WebHook", endpointUrl: `${oracleUrl}?token=${secret}` } as const;
}

const eventGrid: Oracle = {
  provider: "azure-event-grid",
  types: eventTypes,
  signsInAt: "/oauth2/v2.0/token",
  reads: ({ path }) => path.endsWith("/oauth2/v2.0/token"), // the library is given the token
  create: async (_key, secret) => {
    const { name } = await gridOf().beginCreateOrUpdateAndWait(scope, "hookyard-mine", {
      destination: gridDestination(secret),
      filter: { includedEventTypes: eventTypes },
      eventDeliverySchema: "CloudEventSchemaV1_0",
    });
    return { id: name };
  },
  update: (_key, id, secret) =>
    gridOf().beginUpdateAndWait(scope, id, {
      destination: gridDestination(secret),
      filter: { includedEventTypes: eventTypes },
    }),
  remove: (_key, id) => gridOf().beginDeleteAndWait(scope, id),
  urls: async () => {
    const urls: unknown[] = [];
    for await (const { destination } of gridOf().listByResource(...topic))
      if (destination !== undefined && "endpointBaseUrl" in destination)
        urls.push(destination.endpointBaseUrl);
    return urls;
  },
};

const subscription = "projects/acme/subscriptions/hookyard-mine";
const pushConfig = { pushEndpoint: oracleUrl, oidcToken: pubsubToken };

/**
 * In its mode for HTTP, which asks what Pub/Sub's own definition of the calls says. It would sign each call itself; a
 * token that was fetched with the key, as ours is, it takes too.
 */
async function pubsubOf(key: string): Promise<pubsubV1.SubscriberClient> {
  const { client_email: email, private_key } = JSON.parse(key);
  const scopes = ["https://www.googleapis.com/auth/pubsub"];
  const authClient = new OAuth2Client();
  authClient.setCredentials(await new JWT({ email, key: private_key, scopes }).authorize());
  // `never`: the library has types of its own of the same class.
  return new pubsubV1.SubscriberClient({ authClient: authClient as never, fallback: true });
}

const emptyMap = "the library writes maps with nothing in them";

const googlePubsub: Oracle = {
  provider: "google-pubsub",
  types: [],
  differs: {
    $alt: "how the library wants enumerations answered, which we do not read",
    labels: emptyMap,
    tags: emptyMap,
    "pushConfig.attributes": emptyMap,
    "subscription.labels": emptyMap,
    "subscription.tags": emptyMap,
    "subscription.pushConfig.attributes": emptyMap,
    updateMask: "the library writes push_config, the reference pushConfig",
  },
  signsInAt: "/token",
  reads: ({ path }) => path.endsWith("/token"), // each signs another moment, and the played Pub/Sub reads both
  create: async (key) => {
    const [{ name }] = await (await pubsubOf(key)).createSubscription({
      name: subscription,
      topic: "projects/acme/topics/orders",
      pushConfig,
      expirationPolicy: {},
    });
    return { id: name };
  },
  update: async (key, name) =>
    (await pubsubOf(key)).updateSubscription({
      subscription: { name, pushConfig },
      updateMask: { paths: ["push_config"] },
    }),
  remove: async (key, name) => (await pubsubOf(key)).deleteSubscription({ subscription: name }),
  urls: async (key) => {
    const [listed] = await (await pubsubOf(key)).listSubscriptions({ project: "projects/acme" });
    return listed
      .filter((each) => each.topic === "projects/acme/topics/orders")
      .map((each) => each.pushConfig?.pushEndpoint)
      .filter((url) => url !== "" && url !== undefined);
  },
};

testOracles(cloudProviders, [awsSns, eventGrid, googlePubsub]);
