import type { JsonObject } from "../event.ts";
import { defineSamples, type SampleContext, type SampleEvent } from "./sample.ts";

/** Zoom writes times without fractions. */
function seconds(time: Date): string {
  return time.toISOString().replace(/\.\d+Z$/, "Z");
}

function event(context: SampleContext, name: string, fields: JsonObject): SampleEvent {
  return {
    payload: {
      event: name,
      event_ts: context.now.getTime(),
      payload: {
        account_id: context.id(22),
        object: {
          id: context.digits(11),
          uuid: `${context.id(22)}==`,
          host_id: context.id(22),
          topic: "Weekly review",
          type: 2,
          start_time: seconds(context.now),
          timezone: "Europe/Berlin",
          duration: 30,
          ...fields,
        },
      },
    },
  };
}

export const zoom = defineSamples({
  headers: () => ({
    "content-type": "application/json; charset=utf-8",
    "user-agent": "Zoom Marketplace/1.0a",
  }),
  events: {
    "meeting.started": (context) => event(context, "meeting.started", {}),

    "meeting.ended": (context) =>
      event(context, "meeting.ended", {
        start_time: seconds(new Date(context.now.getTime() - 1_800_000)),
        end_time: seconds(context.now),
      }),

    "user.created": (context) => ({
      payload: {
        event: "user.created",
        event_ts: context.now.getTime(),
        payload: {
          account_id: context.id(22),
          operator: "admin@example.com",
          operator_id: context.id(22),
          creation_type: "create",
          object: {
            id: context.id(22),
            first_name: "Jenny",
            last_name: "Rosen",
            email: "jenny.rosen@example.com",
            type: 2,
          },
        },
      },
    }),

    "meeting.participant_joined": (context) =>
      event(context, "meeting.participant_joined", {
        participant: {
          user_id: context.digits(8),
          user_name: "Jenny Rosen",
          email: "jenny.rosen@example.com",
          participant_uuid: context.uuid(),
          join_time: context.now.toISOString(),
        },
      }),
  },
  handshakes: {
    "endpoint.url_validation": (context) => ({
      payload: {
        event: "endpoint.url_validation",
        event_ts: context.now.getTime(),
        payload: { plainToken: context.id(22) },
      },
      headers: { "content-type": "application/json; charset=utf-8" },
      isSigned: true,
      answer: { status: 200, headers: { "content-type": "application/json" } },
    }),
  },
});
