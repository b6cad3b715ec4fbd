import { defineSamples } from "./sample.ts";

export const smartsheet = defineSamples({
  headers: () => ({ "content-type": "application/json", "user-agent": "Smartsheet" }),
  events: {
    "row.created": (context) => ({
      payload: {
        nonce: context.uuid(),
        timestamp: context.now.toISOString(),
        webhookId: Number(context.digits(15)),
        scope: "sheet",
        scopeObjectId: Number(context.digits(15)),
        events: [
          {
            objectType: "row",
            eventType: "created",
            id: Number(context.digits(15)),
            userId: Number(context.digits(15)),
            timestamp: context.now.toISOString(),
          },
        ],
      },
    }),
  },
  handshakes: {
    challenge: (context) => {
      const challenge = context.uuid();
      return {
        headers: { "content-type": "application/json", "smartsheet-hook-challenge": challenge },
        payload: { challenge, webhookId: Number(context.digits(15)) },
        isSigned: false,
        answer: { status: 200, headers: { "smartsheet-hook-response": challenge } },
      };
    },
  },
});
