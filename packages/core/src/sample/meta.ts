import type { JsonObject } from "../event.ts";
import { defineSamples, type SampleContext, type SampleEvent, unixSeconds } from "./sample.ts";

/** Chosen by who subscribes, and told to Meta. */
const usualVerifyToken = "sample-verify-token";

function whatsapp(context: SampleContext, value: JsonObject): SampleEvent {
  const metadata = { display_phone_number: "14155550100", phone_number_id: context.digits(15) };
  const change = { field: "messages", value: { messaging_product: "whatsapp", metadata, ...value } };
  return {
    payload: {
      object: "whatsapp_business_account",
      entry: [{ id: context.digits(15), changes: [change] }],
    },
  };
}

export const meta = defineSamples({
  headers: () => ({
    "content-type": "application/json",
    "user-agent": "facebookexternalua",
  }),
  events: {
    "whatsapp_business_account.messages": (context) =>
      whatsapp(context, {
        contacts: [{ profile: { name: "Jenny Rosen" }, wa_id: "14155550123" }],
        messages: [
          {
            from: "14155550123",
            id: `wamid.${context.id(56)}`,
            timestamp: String(unixSeconds(context.now)),
            text: { body: "Where is my order? 📦" },
            type: "text",
          },
        ],
      }),

    "page.messages": (context) => ({
      payload: {
        object: "page",
        entry: [
          {
            id: context.digits(15),
            time: context.now.getTime(),
            messaging: [
              {
                sender: { id: context.digits(16) },
                recipient: { id: context.digits(15) },
                timestamp: context.now.getTime(),
                message: { mid: `m_${context.id(60)}`, text: "Where is my order?" },
              },
            ],
          },
        ],
      },
    }),

    "page.leadgen": (context) => ({
      payload: {
        object: "page",
        entry: [
          {
            id: context.digits(15),
            time: unixSeconds(context.now),
            changes: [
              {
                field: "leadgen",
                value: {
                  ad_id: context.digits(17),
                  adgroup_id: context.digits(17),
                  created_time: unixSeconds(context.now) - 2,
                  form_id: context.digits(15),
                  leadgen_id: context.digits(16),
                  page_id: context.digits(15),
                },
              },
            ],
          },
        ],
      },
    }),

    "page.feed": (context) => ({
      payload: {
        object: "page",
        entry: [
          {
            id: context.digits(15),
            time: unixSeconds(context.now),
            changes: [
              {
                field: "feed",
                value: {
                  item: "comment",
                  verb: "add",
                  comment_id: `${context.digits(15)}_${context.digits(15)}`,
                  post_id: `${context.digits(15)}_${context.digits(15)}`,
                  from: { id: context.digits(16), name: "Jenny Rosen" },
                  message: "Great shop!",
                  created_time: unixSeconds(context.now),
                },
              },
            ],
          },
        ],
      },
    }),
  },
  settings: { verifyToken: usualVerifyToken },
  handshakes: {
    subscribe: (context) => {
      const challenge = context.digits(10);
      const verifyToken = context.settings["verifyToken"] ?? usualVerifyToken;
      return {
        method: "GET",
        query: { "hub.mode": "subscribe", "hub.challenge": challenge, "hub.verify_token": verifyToken },
        isSigned: false,
        answer: {
          status: 200,
          body: challenge,
          headers: { "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff" },
        },
      };
    },
  },
});
