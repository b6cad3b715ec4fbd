import { defineSamples } from "./sample.ts";

export const xTwitter = defineSamples({
  headers: () => ({ "content-type": "application/json", "user-agent": "Twitter-Account-Activity/1.0" }),
  events: {
    direct_message_events: (context) => {
      const sender = context.digits(18);
      const recipient = context.digits(18);
      return {
        payload: {
          for_user_id: recipient,
          direct_message_events: [
            {
              type: "message_create",
              id: context.digits(19),
              created_timestamp: String(context.now.getTime()),
              message_create: {
                target: { recipient_id: recipient },
                sender_id: sender,
                message_data: { text: "Where is my order? 📦", entities: { hashtags: [], urls: [] } },
              },
            },
          ],
          users: {
            [sender]: {
              id: sender,
              created_timestamp: "1422556069340",
              name: "Jenny Rosen",
              screen_name: "jenny",
            },
            [recipient]: {
              id: recipient,
              created_timestamp: "1422556069340",
              name: "Acme",
              screen_name: "acme",
            },
          },
        },
      };
    },
  },
  handshakes: {
    crc: (context) => ({
      method: "GET",
      query: { crc_token: context.id(32), nonce: context.id(32) },
      isSigned: false,
      answer: { status: 200, headers: { "content-type": "application/json" } },
    }),
  },
});
