import { defineSamples } from "./sample.ts";

export const twitch = defineSamples({
  headers: (context, type) => ({
    "content-type": "application/json",
    "twitch-eventsub-message-id": context.uuid(),
    "twitch-eventsub-message-retry": "0",
    "twitch-eventsub-message-type": "notification",
    "twitch-eventsub-subscription-type": type,
    "twitch-eventsub-subscription-version": "1",
  }),
  events: {
    "channel.chat.message": (context) => {
      const broadcaster = context.digits(8);
      return {
        payload: {
          subscription: {
            id: context.uuid(),
            status: "enabled",
            type: "channel.chat.message",
            version: "1",
            condition: { broadcaster_user_id: broadcaster, user_id: broadcaster },
            transport: { method: "webhook", callback: "https://hooks.example.com/webhooks/twitch" },
            created_at: context.now.toISOString(),
            cost: 0,
          },
          event: {
            broadcaster_user_id: broadcaster,
            broadcaster_user_login: "acme",
            broadcaster_user_name: "Acme",
            chatter_user_id: context.digits(9),
            chatter_user_login: "jenny",
            chatter_user_name: "Jenny",
            message_id: context.uuid(),
            message: { text: "Hello 👋", fragments: [{ type: "text", text: "Hello 👋" }] },
            message_type: "text",
          },
        },
      };
    },
  },
  handshakes: {
    webhook_callback_verification: (context) => {
      const challenge = context.id(32);
      return {
        payload: {
          challenge,
          subscription: {
            id: context.uuid(),
            status: "webhook_callback_verification_pending",
            type: "channel.follow",
            version: "2",
            created_at: context.now.toISOString(),
          },
        },
        headers: {
          "content-type": "application/json",
          "twitch-eventsub-message-id": context.uuid(),
          "twitch-eventsub-message-type": "webhook_callback_verification",
        },
        isSigned: true,
        answer: {
          status: 200,
          body: challenge,
          headers: { "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff" },
        },
      };
    },
  },
});
