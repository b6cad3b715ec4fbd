import { describe, expect, test } from "vitest";
import { normalise } from "../domain/normalise.ts";
import type { Json } from "../event.ts";
import type { Provider } from "../provider.ts";
import { discord } from "../provider/discord.ts";
import { helpscout } from "../provider/helpscout.ts";
import { intercom } from "../provider/intercom.ts";
import { klaviyo } from "../provider/klaviyo.ts";
import { livekit } from "../provider/livekit.ts";
import { mailchimp } from "../provider/mailchimp.ts";
import { mailgun } from "../provider/mailgun.ts";
import { mandrill } from "../provider/mandrill.ts";
import { mautic } from "../provider/mautic.ts";
import { meta } from "../provider/meta.ts";
import { plivo } from "../provider/plivo.ts";
import { postmark } from "../provider/postmark.ts";
import { resend } from "../provider/resend.ts";
import { sendgrid } from "../provider/sendgrid.ts";
import { sinch } from "../provider/sinch.ts";
import { slack } from "../provider/slack.ts";
import { telegram } from "../provider/telegram.ts";
import { telnyx } from "../provider/telnyx.ts";
import { twilio } from "../provider/twilio.ts";
import { viber } from "../provider/viber.ts";
import { vonage } from "../provider/vonage.ts";
import { webex } from "../provider/webex.ts";
import { xTwitter } from "../provider/x-twitter.ts";
import { zoom } from "../provider/zoom.ts";

/** The payload as it comes, named and put into the domain's words. */
function event(provider: Provider, payload: Json, headers: Readonly<Record<string, string>> = {}) {
  const header = (name: string): string | undefined => headers[name];
  const request = { method: "POST", url: "https://hooks.example.com/", headers, body: new Uint8Array() };
  const identity = provider.identify({ payload, whole: payload, index: 0, header, request });
  const { type, fields, subject, mismatch } = normalise(provider, { payload, identity, header });
  return {
    type,
    fields,
    ...(subject !== undefined && { subject }),
    ...(mismatch !== undefined && { mismatch }),
  };
}

describe("Twilio", () => {
  test("a picture by WhatsApp", () => {
    expect(
      event(twilio, {
        MessageSid: "MM1",
        SmsStatus: "received",
        From: "whatsapp:+14155550123",
        To: "whatsapp:+14155550100",
        Body: "",
        ProfileName: "Jenny",
        NumMedia: "1",
        MediaUrl0: "https://api.twilio.com/m/1",
        MediaContentType0: "image/jpeg",
      }),
    ).toEqual({
      type: "message.received",
      subject: "MM1",
      fields: {
        messageId: "MM1",
        channel: "whatsapp",
        from: "+14155550123",
        fromName: "Jenny",
        to: "+14155550100",
        text: "",
        media: [{ url: "https://api.twilio.com/m/1", contentType: "image/jpeg" }],
      },
    });
  });

  test.each([
    ["undelivered", "message.failed"],
    ["failed", "message.failed"],
    ["sent", "message.sent"],
    ["read", "message.read"],
    ["queued", "twilio.message.queued"],
  ])("a message that is %s is %s", (status, type) => {
    expect(event(twilio, { MessageSid: "SM1", MessageStatus: status, ErrorCode: "30003" }).type).toBe(type);
  });

  test.each([
    ["no-answer", "call.failed", { reason: "no_answer" }],
    ["busy", "call.failed", { reason: "busy" }],
    ["in-progress", "call.answered", {}],
    ["ringing", "call.started", { direction: "inbound" }],
    ["completed", "call.completed", { durationSeconds: 42, endedAt: "2021-08-31T18:50:19.000Z" }],
  ])("a call that is %s is %s", (CallStatus, type, fields) => {
    const call = {
      CallSid: "CA1",
      CallStatus,
      Direction: "inbound",
      From: "+14155550123",
      CallDuration: "42",
      Timestamp: "Tue, 31 Aug 2021 18:50:19 +0000",
    };

    expect(event(twilio, call)).toMatchObject({ type, subject: "CA1", fields: { callId: "CA1", ...fields } });
  });

  test("a recording is told of its call", () => {
    const recording = {
      RecordingSid: "RE1",
      RecordingStatus: "completed",
      CallSid: "CA1",
      RecordingDuration: "7",
      RecordingUrl: "https://r",
    };

    expect(event(twilio, recording)).toEqual({
      type: "call.recorded",
      subject: "CA1",
      fields: { callId: "CA1", recordingId: "RE1", recordingUrl: "https://r", durationSeconds: 7 },
    });
  });
});

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
    const result = event(provider, payload);

    expect(result).toMatchObject({ type, fields });
    expect(result).not.toHaveProperty("mismatch");
    expect(type.startsWith("email.") ? result.fields["to"] : ["a@b.c"]).toEqual(["a@b.c"]);
  });
});

describe("messages", () => {
  const status = (name: string, more: object = {}): Json => ({
    object: "whatsapp_business_account",
    entry: [
      {
        changes: [
          {
            field: "messages",
            value: {
              metadata: { display_phone_number: "+1 415-555-0100" },
              statuses: [{ id: "wamid.1", status: name, recipient_id: "14155550123", ...more }],
            },
          },
        ],
      },
    ],
  });

  test.each([
    ["sent", "message.sent"],
    ["delivered", "message.delivered"],
    ["read", "message.read"],
    ["played", "meta.whatsapp_business_account.messages"],
  ])("WhatsApp's %s is %s", (name, type) => {
    expect(event(meta, status(name)).type).toBe(type);
  });

  test("WhatsApp's failure says why", () => {
    const errors = [
      { code: 131047, title: "Re-engagement message", error_data: { details: "24 hours passed" } },
    ];

    expect(event(meta, status("failed", { errors }))).toEqual({
      type: "message.failed",
      subject: "wamid.1",
      fields: {
        messageId: "wamid.1",
        channel: "whatsapp",
        from: "+14155550100",
        to: "+14155550123",
        failureCode: "131047",
        failureMessage: "24 hours passed",
      },
    });
  });

  test.each([
    [
      slack,
      {
        type: "event_callback",
        event: { type: "message", channel: "C1", ts: "1.2", user: "U1", text: "hi" },
      },
      "message.received",
      "C1:1.2",
    ],
    [
      slack,
      {
        type: "event_callback",
        event: { type: "message", subtype: "channel_join", channel: "C1", ts: "1.2" },
      },
      "slack.message",
      undefined,
    ],
    [
      slack,
      {
        type: "event_callback",
        event: {
          type: "message",
          subtype: "message_changed",
          channel: "C1",
          message: { ts: "1.2", text: "ho" },
        },
      },
      "message.updated",
      "C1:1.2",
    ],
    [
      slack,
      {
        type: "event_callback",
        event: { type: "message", subtype: "message_deleted", channel: "C1", deleted_ts: "1.2" },
      },
      "message.deleted",
      "C1:1.2",
    ],
    [
      telegram,
      { update_id: 1, edited_message: { message_id: 7, chat: { id: -100 }, text: "ho" } },
      "message.updated",
      "-100:7",
    ],
    [
      viber,
      { event: "seen", message_token: "4912661846655238145", user_id: "u" },
      "message.read",
      "4912661846655238145",
    ],
    [
      discord,
      { event: { type: "LOBBY_MESSAGE_DELETE", data: { id: "1", lobby_id: "2" } } },
      "message.deleted",
      "1",
    ],
    [
      xTwitter,
      {
        for_user_id: "1",
        direct_message_events: [
          { id: "9", message_create: { sender_id: "1", target: { recipient_id: "2" } } },
        ],
      },
      "message.sent",
      "9",
    ],
    [
      sinch,
      {
        app_id: "a",
        message_delivery_report: { message_id: "m", status: "FAILED", reason: { code: "RATE_LIMITED" } },
      },
      "message.failed",
      "m",
    ],
    [
      sinch,
      { app_id: "a", message_delivery_report: { message_id: "m", status: "DELIVERED" } },
      "message.delivered",
      "m",
    ],
    [
      vonage,
      { message_uuid: "m", status: "undeliverable", channel: "sms", error: { title: "1430" } },
      "message.failed",
      "m",
    ],
    [vonage, { message_uuid: "m", from: "1", to: "2", text: "hi", channel: "sms" }, "message.received", "m"],
    [plivo, { MessageUUID: "m", Status: "undelivered", ErrorCode: "30" }, "message.failed", "m"],
    [
      telnyx,
      {
        data: { event_type: "message.finalized", payload: { id: "m", to: [{ status: "delivery_failed" }] } },
      },
      "message.failed",
      "m",
    ],
    [
      telnyx,
      { data: { event_type: "message.finalized", payload: { id: "m", to: [{ status: "delivered" }] } } },
      "message.delivered",
      "m",
    ],
    [
      webex,
      { resource: "messages", event: "created", data: { id: "m", roomId: "r" } },
      "message.received",
      "m",
    ],
  ] as const)("row %#", (provider, payload, type, messageId) => {
    const result = event(provider, payload);

    expect(result.type).toBe(type);
    expect(result.fields["messageId"]).toBe(messageId);
  });
});

describe("calls", () => {
  const hangup = (hangup_cause: string): Json => ({
    data: {
      event_type: "call.hangup",
      payload: {
        call_leg_id: "c",
        direction: "incoming",
        hangup_cause,
        start_time: "2026-01-01T00:00:00Z",
        end_time: "2026-01-01T00:01:05Z",
      },
    },
  });

  test("of Telnyx that someone took, and that nobody took", () => {
    expect(event(telnyx, hangup("normal_clearing"))).toMatchObject({
      type: "call.completed",
      fields: { callId: "c", direction: "inbound", durationSeconds: 65, endReason: "normal_clearing" },
    });
    expect(event(telnyx, hangup("user_busy"))).toMatchObject({
      type: "call.failed",
      fields: { reason: "busy" },
    });
  });

  test("of Vonage", () => {
    const call = {
      uuid: "u",
      status: "completed",
      direction: "outbound",
      duration: "6",
      end_time: "2026-01-01T00:00:06.000Z",
    };

    expect(event(vonage, call)).toMatchObject({
      type: "call.completed",
      fields: { callId: "u", direction: "outbound", durationSeconds: 6, endedAt: "2026-01-01T00:00:06.000Z" },
    });
  });
});

describe("meetings", () => {
  const updated = (old_object: object): Json =>
    JSON.parse(
      JSON.stringify({
        event: "meeting.updated",
        payload: { object: { id: 123, start_time: "2026-01-02T10:00:00Z", duration: 30 }, old_object },
      }),
    );

  test("Zoom's change of the time is another event than that of the topic", () => {
    expect(event(zoom, updated({ id: 123, start_time: "2026-01-01T10:00:00Z" }))).toMatchObject({
      type: "meeting.rescheduled",
      subject: "123",
      fields: {
        meetingId: "123",
        startsAt: "2026-01-02T10:00:00.000Z",
        endsAt: "2026-01-02T10:30:00.000Z",
        previousStartsAt: "2026-01-01T10:00:00.000Z",
      },
    });
    expect(event(zoom, updated({ id: 123, topic: "Old" })).type).toBe("meeting.updated");
  });

  test("Zoom's end has how long it took", () => {
    const object = {
      id: "123",
      start_time: "2026-01-02T10:00:00Z",
      end_time: "2026-01-02T10:20:00Z",
      duration: 30,
    };

    expect(event(zoom, { event: "meeting.ended", payload: { object } }).fields).toEqual({
      meetingId: "123",
      startsAt: "2026-01-02T10:00:00.000Z",
      endedAt: "2026-01-02T10:20:00.000Z",
      durationSeconds: 1200,
      location: "Zoom",
    });
  });

  test("LiveKit's recording is told of its room", () => {
    const egressInfo = {
      egressId: "EG_1",
      roomId: "RM_1",
      status: "EGRESS_COMPLETE",
      fileResults: [{ location: "s3://x" }],
    };

    expect(event(livekit, { event: "egress_ended", egressInfo })).toMatchObject({
      type: "meeting.recorded",
      subject: "RM_1",
      fields: { meetingId: "RM_1", recordingId: "EG_1", recordingUrl: "s3://x" },
    });
  });
});

describe("tickets and forms", () => {
  test("Intercom's reply has who wrote what", () => {
    const item = {
      id: 147,
      state: "open",
      admin_assignee_id: 0,
      conversation_parts: { conversation_parts: [{ id: "p", body: "<p>Hi</p>", author: { name: "Ada" } }] },
    };

    expect(event(intercom, { id: "n", topic: "conversation.admin.replied", data: { item } })).toEqual({
      type: "ticket.commented",
      subject: "147",
      fields: {
        ticketId: "147",
        status: "open",
        commentId: "p",
        comment: "<p>Hi</p>",
        commentAuthor: "Ada",
        isFromCustomer: false,
        isPublic: true,
      },
    });
  });

  test.each([
    ["closed", "ticket.closed"],
    ["pending", "ticket.updated"],
  ])("Help Scout's status %s is %s", (status, type) => {
    expect(event(helpscout, { id: 5, status }, { "x-helpscout-event": "convo.status" }).type).toBe(type);
  });

  test("Mautic's form has its answers", () => {
    const submission = {
      id: 3,
      dateSubmitted: "2026-01-01T00:00:00+00:00",
      form: { id: 2, name: "Ask" },
      results: { email: "a@b.c", size: ["s", "m"] },
    };

    expect(event(mautic, { "mautic.form_on_submit": [{ submission }] })).toMatchObject({
      type: "form.submitted",
      fields: {
        submissionId: "3",
        formId: "2",
        submittedAt: "2026-01-01T00:00:00.000Z",
        answers: [
          { fieldId: "email", values: ["a@b.c"] },
          { fieldId: "size", values: ["s", "m"] },
        ],
      },
    });
  });
});
