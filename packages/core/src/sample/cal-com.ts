import { defineSamples } from "./sample.ts";

export const calCom = defineSamples({
  headers: () => ({ "content-type": "application/json", "user-agent": "node" }),
  events: {
    BOOKING_CREATED: (context) => {
      const startsAt = context.now.getTime() + 86_400_000;
      return {
        payload: {
          triggerEvent: "BOOKING_CREATED",
          createdAt: context.now.toISOString(),
          payload: {
            type: "half-an-hour",
            title: "Half an hour between Grace Hopper and Ada Lovelace",
            description: "",
            additionalNotes: "",
            startTime: new Date(startsAt).toISOString(),
            endTime: new Date(startsAt + 1_800_000).toISOString(),
            organizer: {
              id: Number(context.digits(5)),
              name: "Grace Hopper",
              email: "grace@example.com",
              timeZone: "Europe/Berlin",
              language: { locale: "en" },
            },
            attendees: [
              {
                email: "ada@example.com",
                name: "Ada Lovelace",
                timeZone: "Europe/London",
                language: { locale: "en" },
              },
            ],
            location: "integrations:daily",
            uid: context.id(22),
            metadata: { videoCallUrl: `https://app.cal.com/video/${context.id(22)}` },
            status: "ACCEPTED",
            eventTypeId: Number(context.digits(6)),
            bookingId: Number(context.digits(7)),
            price: 0,
            currency: "usd",
          },
        },
      };
    },
  },
});
