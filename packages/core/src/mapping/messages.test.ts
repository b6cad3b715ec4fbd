import { describe, expect, test } from "vitest";
import type { Json } from "../event.ts";
import { discord } from "../provider/discord.ts";
import { meta } from "../provider/meta.ts";
import { plivo } from "../provider/plivo.ts";
import { sinch } from "../provider/sinch.ts";
import { slack } from "../provider/slack.ts";
import { telegram } from "../provider/telegram.ts";
import { telnyx } from "../provider/telnyx.ts";
import { viber } from "../provider/viber.ts";
import { vonage } from "../provider/vonage.ts";
import { webex } from "../provider/webex.ts";
import { xTwitter } from "../provider/x-twitter.ts";
import { become } from "../testing/mapping-row.ts";

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
    expect(become(meta, status(name)).type).toBe(type);
  });

  test("WhatsApp's failure says why", () => {
    const errors = [
      { code: 131047, title: "Re-engagement message", error_data: { details: "24 hours passed" } },
    ];

    expect(become(meta, status("failed", { errors }))).toEqual({
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
    const result = become(provider, payload);

    expect(result.type).toBe(type);
    expect(result.fields["messageId"]).toBe(messageId);
  });
});
