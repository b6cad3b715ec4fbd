import { describe, expect, test } from "vitest";
import { twilio } from "../provider/twilio.ts";
import { become } from "../testing/mapping-row.ts";

describe("Twilio", () => {
  test("a picture by WhatsApp", () => {
    expect(
      become(twilio, {
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
    expect(become(twilio, { MessageSid: "SM1", MessageStatus: status, ErrorCode: "30003" }).type).toBe(type);
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

    expect(become(twilio, call)).toMatchObject({
      type,
      subject: "CA1",
      fields: { callId: "CA1", ...fields },
    });
  });

  test("a recording is told of its call", () => {
    const recording = {
      RecordingSid: "RE1",
      RecordingStatus: "completed",
      CallSid: "CA1",
      RecordingDuration: "7",
      RecordingUrl: "https://r",
    };

    expect(become(twilio, recording)).toEqual({
      type: "call.recorded",
      subject: "CA1",
      fields: { callId: "CA1", recordingId: "RE1", recordingUrl: "https://r", durationSeconds: 7 },
    });
  });
});
