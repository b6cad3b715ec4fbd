import { defineSamples, unixSeconds } from "./sample.ts";

export const strava = defineSamples({
  headers: () => ({ "content-type": "application/json", "user-agent": "Strava/1.0" }),
  events: {
    "activity.create": (context) => ({
      payload: {
        aspect_type: "create",
        event_time: unixSeconds(context.now),
        object_id: Number(context.digits(11)),
        object_type: "activity",
        owner_id: Number(context.digits(8)),
        subscription_id: Number(context.digits(6)),
        updates: {},
      },
    }),
  },
  handshakes: {
    // Only the source's own verify token is answered.
    validation: (context, { secret }) => {
      const challenge = Buffer.from(context.random(8)).toString("hex");
      return {
        method: "GET",
        query: { "hub.mode": "subscribe", "hub.challenge": challenge, "hub.verify_token": secret },
        isSigned: false,
        answer: {
          status: 200,
          body: JSON.stringify({ "hub.challenge": challenge }),
          headers: { "content-type": "application/json", "x-content-type-options": "nosniff" },
        },
      };
    },
  },
});
