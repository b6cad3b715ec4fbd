import { describe, test } from "vitest";
import type { Json, JsonObject } from "../event.ts";
import { cases } from "../testing/mapping-row.ts";

/*
 * Kinds of event that a provider sends beside those that it is known for: a shop that takes appointments, a chat that
 * has files. Amounts are in `money.test.ts`.
 */

const at = "2026-01-01T00:00:00.000Z";
const sns = (message: JsonObject): Json => ({ Type: "Notification", Message: JSON.stringify(message) });
const mail = { messageId: "m1", destination: ["a@example.com"], source: "shop@example.com" };
const sesOf = (eventType: string, fields: JsonObject = {}): Json => sns({ eventType, mail, ...fields });
const s3 = (eventName: string): Json =>
  sns({
    Records: [
      {
        eventSource: "aws:s3",
        eventName,
        s3: {
          bucket: { name: "pictures" },
          object: { key: "in/red+shoe%C3%A9.png", size: 10, versionId: "v1" },
        },
      },
    ],
  });
const alarm = (NewStateValue: string): Json =>
  sns({
    AlarmName: "queue is long",
    AlarmArn: "arn:aws:cloudwatch:eu-central-1:1:alarm:q",
    NewStateValue,
    NewStateReason: "Threshold crossed",
    StateChangeTime: "2026-01-01T00:00:00.000+0000",
    Trigger: { Namespace: "AWS/SQS", MetricName: "ApproximateNumberOfMessagesVisible" },
  });
const azure = (eventType: string, data: JsonObject): Json => ({ id: "1", eventType, data });

const pubsub = (data: JsonObject, attributes: JsonObject = {}): Json => ({
  message: { messageId: "1", attributes, data: Buffer.from(JSON.stringify(data)).toString("base64") },
});

describe("what others write to a topic of SNS", () => {
  test.each(
    cases([
      [
        "an alarm that goes off",
        "aws-sns",
        alarm("ALARM"),
        "incident.triggered",
        { incidentId: "arn:aws:cloudwatch:eu-central-1:1:alarm:q", title: "queue is long", triggeredAt: at },
      ],
      ["one that is over", "aws-sns", alarm("OK"), "incident.resolved", { resolvedAt: at, status: "OK" }],
      ["one that does not know", "aws-sns", alarm("INSUFFICIENT_DATA"), "aws-sns.Notification", {}],
      [
        "a file in S3",
        "aws-sns",
        s3("ObjectCreated:Put"),
        "file.created",
        {
          fileId: "s3://pictures/in/red shoeé.png",
          name: "red shoeé.png",
          path: "in/red shoeé.png",
          folderId: "pictures",
          sizeBytes: 10,
          version: "v1",
        },
      ],
      [
        "a file gone from S3",
        "aws-sns",
        s3("ObjectRemoved:Delete"),
        "file.deleted",
        { folderId: "pictures" },
      ],
      [
        "email that waits",
        "aws-sns",
        sesOf("DeliveryDelay", { deliveryDelay: { delayType: "MailboxFull" } }),
        "email.deferred",
        { emailId: "m1", reason: "MailboxFull" },
      ],
      [
        "email that SES would not send",
        "aws-sns",
        sesOf("Reject", { reject: { reason: "Bad content" } }),
        "email.failed",
        { reason: "Bad content" },
      ],
      [
        "a template that is broken",
        "aws-sns",
        sesOf("Rendering Failure", { failure: { errorMessage: "no `name`" } }),
        "email.failed",
        { reason: "no `name`" },
      ],
      [
        "someone who wants no more",
        "aws-sns",
        sesOf("Subscription", { subscription: { newTopicPreferences: { unsubscribeAll: true } } }),
        "email.unsubscribed",
        { to: ["a@example.com"] },
      ],
      [
        "email that came",
        "aws-sns",
        sns({ notificationType: "Received", mail, content: "Hello" }),
        "email.received",
        { emailId: "m1", text: "Hello" },
      ],
    ]),
  )("%s", (_what, check) => check());
});

describe("Azure's messages", () => {
  test.each(
    cases([
      [
        "an SMS that arrived",
        "azure-event-grid",
        azure("Microsoft.Communication.SMSDeliveryReportReceived", {
          messageId: "m",
          from: "+1",
          to: "+2",
          deliveryStatus: "Delivered",
        }),
        "message.delivered",
        { messageId: "m", to: "+2" },
      ],
      [
        "email that came back",
        "azure-event-grid",
        azure("Microsoft.Communication.EmailDeliveryReportReceived", {
          messageId: "m",
          recipient: "a@example.com",
          status: "Bounced",
          deliveryStatusDetails: { statusMessage: "no such mailbox" },
        }),
        "email.bounced",
        { emailId: "m", to: ["a@example.com"], reason: "no such mailbox" },
      ],
      [
        "a link that was followed",
        "azure-event-grid",
        azure("Microsoft.Communication.EmailEngagementTrackingReportReceived", {
          messageId: "m",
          engagementType: "click",
          engagementContext: "https://example.com",
        }),
        "email.clicked",
        { emailId: "m", url: "https://example.com" },
      ],
    ]),
  )("%s", (_what, check) => check());
});

describe("what Google writes to a topic of Pub/Sub", () => {
  test.each(
    cases([
      [
        "an alert",
        "google-pubsub",
        pubsub({
          incident: {
            incident_id: "i",
            state: "open",
            policy_name: "CPU",
            summary: "too hot",
            started_at: 1_767_225_600,
          },
        }),
        "incident.triggered",
        { incidentId: "i", title: "CPU", description: "too hot", triggeredAt: at },
      ],
      [
        "one that is over",
        "google-pubsub",
        pubsub({ incident: { incident_id: "i", state: "closed", ended_at: 1_767_225_600 } }),
        "incident.resolved",
        { incidentId: "i", resolvedAt: at },
      ],
      [
        "a build that timed out",
        "google-pubsub",
        pubsub(
          {
            id: "b",
            status: "TIMEOUT",
            startTime: at,
            substitutions: { REPO_NAME: "shop", COMMIT_SHA: "abc" },
          },
          { buildId: "b", status: "TIMEOUT" },
        ),
        "build.failed",
        { buildId: "b", repository: "shop", commit: "abc", startedAt: at },
      ],
      [
        "a subscription bought at Google Play",
        "google-pubsub",
        pubsub({
          packageName: "com.example",
          subscriptionNotification: { notificationType: 4, purchaseToken: "t", subscriptionId: "pro" },
        }),
        "subscription.created",
        { subscriptionId: "t", productId: "pro", status: "active" },
      ],
      [
        "one that was cancelled and runs on",
        "google-pubsub",
        pubsub({ subscriptionNotification: { notificationType: 3, purchaseToken: "t" } }),
        "subscription.updated",
        { subscriptionId: "t", cancelAtPeriodEnd: true },
      ],
      [
        "what a team writes itself",
        "google-pubsub",
        pubsub({ id: "b", status: "SUCCESS" }),
        "google-pubsub.message",
        {},
      ],
    ]),
  )("%s", (_what, check) => check());
});
