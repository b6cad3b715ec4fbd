import { defineSamples } from "./sample.ts";
const topicArn = "arn:aws:sns:eu-central-1:123456789012:orders";
const host = "https://sns.eu-central-1.amazonaws.com";
function message(context, type, over) {
    return {
        headers: { "x-amz-sns-message-type": type },
        payload: {
            Type: type,
            MessageId: context.uuid(),
            TopicArn: topicArn,
            ...over,
            Timestamp: context.now.toISOString(),
            SignatureVersion: "2",
            Signature: "",
            SigningCertURL: `${host}/SimpleNotificationService-${context.random(16).reduce((hex, byte) => hex + byte.toString(16).padStart(2, "0"), "")}.pem`,
        },
    };
}
export const awsSns = defineSamples({
    settings: { topicArn },
    headers: (_context, type) => ({
        "content-type": "text/plain; charset=UTF-8",
        "user-agent": "Amazon Simple Notification Service Agent",
        "x-amz-sns-topic-arn": topicArn,
        "x-amz-sns-message-type": type,
    }),
    events: {
        Notification: (context) => message(context, "Notification", {
            Subject: "An order",
            Message: JSON.stringify({ order: context.digits(8), total: "49.90" }),
            UnsubscribeURL: `${host}/?Action=Unsubscribe&SubscriptionArn=${topicArn}:${context.uuid()}`,
        }),
        UnsubscribeConfirmation: (context) => message(context, "UnsubscribeConfirmation", {
            Token: context.id(64),
            Message: `You have chosen to deactivate a subscription of the topic ${topicArn}.`,
            SubscribeURL: `${host}/?Action=ConfirmSubscription&TopicArn=${topicArn}&Token=${context.id(64)}`,
        }),
    },
});
