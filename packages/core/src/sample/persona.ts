import { defineSamples } from "./sample.ts";

export const persona = defineSamples({
  headers: () => ({ "content-type": "application/json", "user-agent": "Persona" }),
  events: {
    "inquiry.completed": (context) => ({
      payload: {
        data: {
          type: "event",
          id: `evt_${context.id(24)}`,
          attributes: {
            name: "inquiry.completed",
            payload: {
              data: {
                type: "inquiry",
                id: `inq_${context.id(24)}`,
                attributes: {
                  status: "completed",
                  "reference-id": context.uuid(),
                  "created-at": context.now.toISOString(),
                },
              },
            },
            "created-at": context.now.toISOString(),
          },
        },
      },
    }),
  },
});
