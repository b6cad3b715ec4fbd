import { describe, expect, test } from "vitest";
import { klaviyo } from "../provider/klaviyo.ts";
import { mailchimp } from "../provider/mailchimp.ts";
import { mailgun } from "../provider/mailgun.ts";
import { mandrill } from "../provider/mandrill.ts";
import { postmark } from "../provider/postmark.ts";
import { resend } from "../provider/resend.ts";
import { sendgrid } from "../provider/sendgrid.ts";
import { become } from "../testing/mapping-row.ts";

describe("email", () => {
  test.each([
    [
      sendgrid,
      { event: "bounce", type: "blocked", email: "a@b.c", reason: "full" },
      "email.bounced",
      { bounceType: "temporary", reason: "full" },
    ],
    [
      sendgrid,
      { event: "bounce", type: "bounce", email: "a@b.c", status: "5.1.1" },
      "email.bounced",
      { bounceType: "permanent", code: "5.1.1" },
    ],
    [
      sendgrid,
      { event: "deferred", email: "a@b.c", attempt: "5", response: "421" },
      "email.deferred",
      { attemptCount: 5, reason: "421" },
    ],
    [
      sendgrid,
      { event: "click", email: "a@b.c", url: "https://x", ip: "1.2.3.4" },
      "email.clicked",
      { url: "https://x", ip: "1.2.3.4" },
    ],
    [
      mailgun,
      {
        "event-data": {
          event: "failed",
          severity: "temporary",
          recipient: "a@b.c",
          "delivery-status": { "attempt-no": 2, message: "later" },
        },
      },
      "email.deferred",
      { attemptCount: 2, reason: "later" },
    ],
    [
      mailgun,
      {
        "event-data": {
          event: "failed",
          severity: "permanent",
          reason: "suppress-bounce",
          recipient: "a@b.c",
        },
      },
      "email.failed",
      { reason: "suppress-bounce" },
    ],
    [
      mailgun,
      {
        "event-data": {
          event: "failed",
          severity: "permanent",
          recipient: "a@b.c",
          "delivery-status": { code: 550 },
        },
      },
      "email.bounced",
      { bounceType: "permanent", code: "550" },
    ],
    [
      postmark,
      { RecordType: "Bounce", Type: "SoftBounce", MessageID: "m", Email: "a@b.c" },
      "email.bounced",
      { bounceType: "temporary", emailId: "m" },
    ],
    [
      postmark,
      {
        RecordType: "SubscriptionChange",
        SuppressSending: true,
        SuppressionReason: "ManualSuppression",
        MessageID: "m",
        Recipient: "a@b.c",
      },
      "email.unsubscribed",
      {},
    ],
    [
      postmark,
      {
        RecordType: "SubscriptionChange",
        SuppressSending: true,
        SuppressionReason: "HardBounce",
        MessageID: "m",
        Recipient: "a@b.c",
      },
      "postmark.SubscriptionChange",
      {},
    ],
    [
      postmark,
      { RecordType: "SubscriptionChange", SuppressSending: false, MessageID: "m", Recipient: "a@b.c" },
      "email.subscribed",
      {},
    ],
    [
      resend,
      {
        type: "email.bounced",
        data: { email_id: "e", to: ["a@b.c"], bounce: { type: "Transient", message: "full" } },
      },
      "email.bounced",
      { bounceType: "temporary", reason: "full" },
    ],
    [
      resend,
      { type: "email.sent", data: { email_id: "e", to: ["a@b.c"], tags: [{ name: "n", value: "v" }] } },
      "email.sent",
      { metadata: { n: "v" } },
    ],
    [
      mandrill,
      { event: "soft_bounce", _id: "m", ts: 1, msg: { _id: "m", email: "a@b.c", diag: "full" } },
      "email.bounced",
      { bounceType: "temporary", reason: "full", emailId: "m" },
    ],
    [
      mandrill,
      {
        event: "inbound",
        ts: 1,
        msg: { from_email: "x@y.z", to: [["a@b.c", null]], subject: "Hi", text: "Hello" },
      },
      "email.received",
      { from: "x@y.z", text: "Hello", attachmentCount: 0 },
    ],
    [mailchimp, { type: "cleaned", "data[reason]": "abuse", "data[email]": "a@b.c" }, "email.complained", {}],
    [
      mailchimp,
      { type: "cleaned", "data[reason]": "hard", "data[email]": "a@b.c" },
      "email.bounced",
      { bounceType: "permanent" },
    ],
    [
      klaviyo,
      {
        topic: "event:klaviyo.unsubscribed_from_email_marketing",
        external_id: "1",
        payload: { data: { attributes: { event_properties: { email_address: "a@b.c" } } } },
      },
      "email.unsubscribed",
      {},
    ],
  ] as const)("row %#", (provider, payload, type, fields) => {
    const result = become(provider, payload);

    expect(result).toMatchObject({ type, fields });
    expect(result).not.toHaveProperty("mismatch");
    expect(type.startsWith("email.") ? result.fields["to"] : ["a@b.c"]).toEqual(["a@b.c"]);
  });
});
