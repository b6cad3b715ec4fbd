import { defineSamples } from "./sample.ts";

export const monday = defineSamples({
  headers: () => ({ "content-type": "application/json" }),
  events: {
    create_pulse: (context) => ({
      payload: {
        event: {
          app: "monday",
          type: "create_pulse",
          triggerTime: context.now.toISOString(),
          subscriptionId: Number(context.digits(8)),
          userId: 9_603_417,
          originalTriggerUuid: null,
          boardId: 1_771_812_698,
          pulseId: Number(context.digits(10)),
          pulseName: "Prices lack tax",
          groupId: "topics",
          groupName: "To do",
          groupColor: "#579bfc",
          isTopGroup: true,
          columnValues: {},
          triggerUuid: Buffer.from(context.random(16)).toString("hex"),
        },
      },
    }),
  },
  handshakes: {
    challenge: (context) => {
      const challenge = context.id(40);
      return {
        headers: { "content-type": "application/json" },
        payload: { challenge },
        isSigned: false,
        answer: {
          status: 200,
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ challenge }),
        },
      };
    },
  },
});
