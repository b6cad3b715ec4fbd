import { defineSamples } from "./sample.ts";

export const onfleet = defineSamples({
  headers: () => ({ "content-type": "application/json", "user-agent": "Onfleet" }),
  events: {
    taskCompleted: (context) => ({
      payload: {
        taskId: context.id(24),
        workerId: context.id(24),
        adminId: null,
        actionContext: { type: "WORKER", id: context.id(24) },
        time: context.now.getTime(),
        triggerId: 3,
        triggerName: "taskCompleted",
        data: {
          task: {
            id: context.id(24),
            shortId: context.id(8).toLowerCase(),
            trackingURL: `https://onf.lt/${context.id(10)}`,
            pickupTask: false,
            recipients: [{ name: "Jenny Rosen", phone: "+15555550123" }],
            completionDetails: { success: true },
            estimatedCompletionTime: context.now.getTime(),
          },
        },
      },
    }),
  },
  handshakes: {
    check: (context) => {
      const check = context.id(32);
      return {
        method: "GET",
        query: { check },
        isSigned: false,
        answer: { status: 200, body: check, headers: { "x-content-type-options": "nosniff" } },
      };
    },
  },
});
