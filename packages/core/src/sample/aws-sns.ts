import type { JsonObject } from "../event.ts";
import { snsHost } from "../scheme/sns.ts";
import { defineSamples, type SampleContext, type SampleEvent } from "./sample.ts";

const usualTopicArn = "arn:aws:sns:eu-central-1:123456789012:orders";

/** The first of the source's topics: those of all others are refused. */
function topicOf({ settings }: Pick<SampleContext, "settings">): string {
  return settings["topicArn"]?.split(",")[0]?.trim() || usualTopicArn;
}

/** Where that topic's messages belong to. */
function hostOf(context: SampleContext): string {
  return `https://${snsHost(topicOf(context)) ?? "sns.eu-central-1.amazonaws.com"}`;
}

function message(context: SampleContext, type: string, over: JsonObject): SampleEvent {
  const certificate = Buffer.from(context.random(16)).toString("hex");
  return {
    headers: { "x-amz-sns-message-type": type },
    payload: {
      Type: type,
      MessageId: context.uuid(),
      TopicArn: topicOf(context),
      ...over,
      Timestamp: context.now.toISOString(),
      SignatureVersion: "2",
      Signature: "",
      SigningCertURL: `${hostOf(context)}/SimpleNotificationService-${certificate}.pem`,
    },
  };
}

function confirmUrl(context: SampleContext, token: string): string {
  return `${hostOf(context)}/?Action=ConfirmSubscription&TopicArn=${topicOf(context)}&Token=${token}`;
}

export const awsSns = defineSamples({
  settings: { topicArn: usualTopicArn },
  headers: (context, type) => ({
    "content-type": "text/plain; charset=UTF-8",
    "user-agent": "Amazon Simple Notification Service Agent",
    "x-amz-sns-topic-arn": topicOf(context),
    "x-amz-sns-message-type": type,
  }),
  events: {
    Notification: (context) =>
      message(context, "Notification", {
        Subject: "An order",
        Message: JSON.stringify({ order: context.digits(8), total: "49.90" }),
        UnsubscribeURL: `${hostOf(context)}/?Action=Unsubscribe&SubscriptionArn=${topicOf(context)}:${context.uuid()}`,
      }),

    UnsubscribeConfirmation: (context) => {
      const token = context.id(64);
      return message(context, "UnsubscribeConfirmation", {
        Token: token,
        Message: `You have chosen to deactivate a subscription of the topic ${topicOf(context)}.`,
        SubscribeURL: confirmUrl(context, token),
      });
    },
  },
  handshakes: {
    SubscriptionConfirmation: (context) => {
      const token = context.id(64);
      const url = confirmUrl(context, token);
      const { headers = {}, payload } = message(context, "SubscriptionConfirmation", {
        Token: token,
        Message: `You have chosen to subscribe to the topic ${topicOf(context)}.\nTo confirm the subscription, visit the SubscribeURL included in this message.`,
        SubscribeURL: url,
      });
      const subscription = `${topicOf(context)}:${context.uuid()}`;
      return {
        headers,
        payload,
        isSigned: true,
        answer: { status: 200 },
        confirmation: {
          url,
          says: `<ConfirmSubscriptionResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><ConfirmSubscriptionResult><SubscriptionArn>${subscription}</SubscriptionArn></ConfirmSubscriptionResult></ConfirmSubscriptionResponse>`,
          unconfirmed: { status: 503 },
        },
      };
    },
  },
});
