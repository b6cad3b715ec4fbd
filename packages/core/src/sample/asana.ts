import { defineSamples } from "./sample.ts";

export const asana = defineSamples({
  headers: () => ({ "content-type": "application/json; charset=UTF-8" }),
  events: {
    "task.changed": (context) => ({
      payload: {
        events: [
          {
            user: { gid: "1199512345678901", resource_type: "user" },
            created_at: context.now.toISOString(),
            action: "changed",
            resource: { gid: context.digits(16), resource_type: "task", resource_subtype: "default_task" },
            parent: null,
            change: { field: "completed", action: "changed" },
          },
        ],
      },
    }),
  },
  handshakes: {
    establish: (context) => {
      const secret = Buffer.from(context.random(16)).toString("hex");
      return {
        headers: { "content-type": "application/json; charset=UTF-8", "x-hook-secret": secret },
        payload: {},
        isSigned: false,
        answer: { status: 200, headers: { "x-hook-secret": secret } },
      };
    },
  },
});
