import { defineSamples, unixSeconds } from "./sample.ts";

export const nylas = defineSamples({
  headers: () => ({ "content-type": "application/json", "user-agent": "Nylas Webhooks" }),
  events: {
    "event.created": (context) => {
      const startsAt = unixSeconds(context.now) + 86_400;
      const grant = context.uuid();
      return {
        payload: {
          specversion: "1.0",
          type: "event.created",
          source: "/google/events/realtime",
          id: context.id(22),
          time: unixSeconds(context.now),
          webhook_delivery_attempt: 1,
          data: {
            application_id: context.uuid(),
            object: {
              grant_id: grant,
              object: "event",
              id: context.id(26).toLowerCase(),
              calendar_id: "grace@example.com",
              title: "Half an hour",
              description: null,
              location: "Track 4",
              busy: true,
              status: "confirmed",
              visibility: "default",
              organizer: { name: "Grace Hopper", email: "grace@example.com" },
              participants: [{ name: "Ada Lovelace", email: "ada@example.com", status: "noreply" }],
              conferencing: {
                provider: "Google Meet",
                details: { url: "https://meet.google.com/abc-defg-hij" },
              },
              when: {
                object: "timespan",
                start_time: startsAt,
                end_time: startsAt + 1800,
                start_timezone: "Europe/Berlin",
                end_timezone: "Europe/Berlin",
              },
              created_at: unixSeconds(context.now),
              updated_at: unixSeconds(context.now),
            },
          },
        },
      };
    },
  },
  handshakes: {
    challenge: (context) => {
      const challenge = context.id(32);
      return {
        method: "GET",
        query: { challenge },
        isSigned: false,
        answer: {
          status: 200,
          body: challenge,
          headers: { "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff" },
        },
      };
    },
  },
});
