import type { JsonObject } from "../event.ts";
import { defineSamples, type SampleContext, type SampleEvent } from "./sample.ts";

function sid(context: SampleContext, prefix: string): string {
  return prefix + Buffer.from(context.random(16)).toString("hex");
}

function callback(context: SampleContext, fields: JsonObject): SampleEvent {
  return {
    encoding: "form",
    payload: { ApiVersion: "2010-04-01", AccountSid: sid(context, "AC"), ...fields },
  };
}

export const twilio = defineSamples({
  headers: (context) => ({
    "content-type": "application/x-www-form-urlencoded; charset=UTF-8",
    "i-twilio-idempotency-token": context.uuid(),
    "user-agent": "TwilioProxy/1.1",
  }),
  events: {
    "message.received": (context) => {
      const message = sid(context, "SM");
      return callback(context, {
        Body: "Where is my order? 📦",
        From: "+14155550123",
        FromCity: "SAN FRANCISCO",
        FromCountry: "US",
        FromState: "CA",
        FromZip: "94105",
        MessageSid: message,
        MessagingServiceSid: sid(context, "MG"),
        NumMedia: "0",
        NumSegments: "1",
        SmsMessageSid: message,
        SmsSid: message,
        SmsStatus: "received",
        To: "+14155550100",
        ToCity: "OAKLAND",
        ToCountry: "US",
        ToState: "CA",
        ToZip: "94601",
      });
    },

    "message.delivered": (context) => {
      const message = sid(context, "SM");
      return callback(context, {
        From: "+14155550100",
        MessageSid: message,
        MessageStatus: "delivered",
        SmsSid: message,
        SmsStatus: "delivered",
        To: "+14155550123",
      });
    },

    "message.undelivered": (context) => {
      const message = sid(context, "SM");
      return callback(context, {
        ErrorCode: "30003",
        From: "+14155550100",
        MessageSid: message,
        MessageStatus: "undelivered",
        SmsSid: message,
        SmsStatus: "undelivered",
        To: "+14155550123",
      });
    },

    "call.completed": (context) =>
      callback(context, {
        CallDuration: "42",
        CallSid: sid(context, "CA"),
        CallStatus: "completed",
        CallbackSource: "call-progress-events",
        Called: "+14155550123",
        Caller: "+14155550100",
        Direction: "outbound-api",
        Duration: "1",
        From: "+14155550100",
        SequenceNumber: "3",
        Timestamp: context.now.toUTCString().replace("GMT", "+0000"),
        To: "+14155550123",
      }),

    "com.twilio.messaging.message.delivered": (context) => ({
      headers: { "content-type": "application/json" },
      payload: [
        {
          specversion: "1.0",
          type: "com.twilio.messaging.message.delivered",
          source: `/2010-04-01/Accounts/${sid(context, "AC")}/Messages/${sid(context, "SM")}.json`,
          id: sid(context, "EZ"),
          dataschema: "https://events-schemas.twilio.com/Messaging.MessageStatus/4",
          datacontenttype: "application/json",
          time: context.now.toISOString(),
          data: {
            accountSid: sid(context, "AC"),
            messageSid: sid(context, "SM"),
            messageStatus: "DELIVERED",
            timestamp: context.now.toISOString(),
          },
        },
      ],
    }),
  },
});
