import type { JsonObject } from "../event.ts";
import { defineSamples, type SampleContext, type SampleEvent } from "./sample.ts";

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
          start_time: context.now.toISOString().replace(/\.\d+Z$/, "Z"),
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
        end_time: new Date(context.now.getTime() + 1_800_000).toISOString().replace(/\.\d+Z$/, "Z"),
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
