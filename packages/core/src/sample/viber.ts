import { defineSamples } from "./sample.ts";

export const viber = defineSamples({
  headers: () => ({ "content-type": "application/json", "user-agent": "viber/1.0" }),
  events: {
    message: (context) => ({
      payload: {
        event: "message",
        timestamp: context.now.getTime(),
        message_token: context.digits(19),
        sender: {
          id: `${context.id(22)}==`,
          name: "Jenny Rosen",
          language: "en",
          country: "US",
          api_version: 8,
        },
        message: { type: "text", text: "Where is my order? 📦", tracking_data: "order" },
      },
    }),
  },
  handshakes: {
    webhook: (context) => ({
      payload: { event: "webhook", timestamp: context.now.getTime(), message_token: context.digits(19) },
      isSigned: true,
      answer: { status: 200 },
    }),
  },
});
