import { defineSamples } from "./sample.ts";

export const googlePubsub = defineSamples({
  settings: {
    audience: "https://hooks.example.com/webhooks/google-pubsub",
    serviceAccount: "push@acme-prod.iam.gserviceaccount.com",
  },
  headers: () => ({
    "content-type": "application/json",
    "user-agent": "CloudPubSub-Google",
    from: "noreply@google.com",
  }),
  events: {
    OBJECT_FINALIZE: (context) => {
      const id = context.digits(17);
      const at = context.now.toISOString();
      const object = { kind: "storage#object", name: "plans/yard.pdf", bucket: "acme-plans", size: "20480" };
      return {
        payload: {
          message: {
            attributes: {
              bucketId: "acme-plans",
              objectId: "plans/yard.pdf",
              objectGeneration: context.digits(16),
              eventTime: at,
              eventType: "OBJECT_FINALIZE",
              notificationConfig: "projects/_/buckets/acme-plans/notificationConfigs/1",
              payloadFormat: "JSON_API_V1",
            },
            data: Buffer.from(JSON.stringify(object), "utf8").toString("base64"),
            messageId: id,
            message_id: id,
            publishTime: at,
            publish_time: at,
          },
          subscription: "projects/acme-prod/subscriptions/plans",
        },
      };
    },
  },
});
