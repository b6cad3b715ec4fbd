import { defineSamples } from "./sample.ts";

export const figma = defineSamples({
  headers: () => ({ "content-type": "application/json", "user-agent": "Figma/1.0" }),
  events: {
    FILE_COMMENT: (context) => ({
      payload: {
        event_type: "FILE_COMMENT",
        passcode: "put there by signing",
        protocol_version: "2",
        timestamp: context.now.toISOString(),
        webhook_id: "22",
        retries: 0,
        file_key: context.id(22),
        file_name: "Shop",
        comment_id: context.digits(9),
        parent_id: "",
        order_id: "1",
        created_at: context.now.toISOString(),
        resolved_at: "",
        comment: [{ text: "Show the price with tax." }],
        mentions: [],
        triggered_by: { id: "813845097374535682", handle: "Ada" },
      },
    }),
  },
  handshakes: {
    PING: (context) => ({
      headers: { "content-type": "application/json" },
      payload: {
        event_type: "PING",
        passcode: "put there by signing",
        timestamp: context.now.toISOString(),
        webhook_id: "22",
      },
      isSigned: true,
      answer: { status: 200 },
    }),
  },
});
