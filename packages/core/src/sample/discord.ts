import type { JsonObject } from "../event.ts";
import { defineSamples, type SampleContext, type SampleEvent } from "./sample.ts";

function user(context: SampleContext): JsonObject {
  return { id: context.digits(18), username: "jenny", global_name: "Jenny Rosen", discriminator: "0" };
}

function event(context: SampleContext, type: string, data: JsonObject): SampleEvent {
  return {
    payload: {
      version: 1,
      application_id: context.digits(18),
      type: 1,
      event: { type, timestamp: context.now.toISOString().replace("Z", "000+00:00"), data },
    },
  };
}

export const discord = defineSamples({
  headers: () => ({
    "content-type": "application/json",
    "user-agent": "Discord-Webhook/1.0 (+https://discord.com)",
  }),
  events: {
    APPLICATION_AUTHORIZED: (context) =>
      event(context, "APPLICATION_AUTHORIZED", {
        integration_type: 1,
        user: user(context),
        scopes: ["applications.commands"],
      }),

    ENTITLEMENT_CREATE: (context) =>
      event(context, "ENTITLEMENT_CREATE", {
        id: context.digits(19),
        application_id: context.digits(18),
        user_id: context.digits(18),
        sku_id: context.digits(19),
        type: 8,
        deleted: false,
        consumed: false,
      }),

    LOBBY_MESSAGE_CREATE: (context) =>
      event(context, "LOBBY_MESSAGE_CREATE", {
        id: context.digits(19),
        type: 0,
        content: "Ready when you are 🎮",
        lobby_id: context.digits(19),
        channel_id: context.digits(19),
        author: user(context),
        attachments: [],
      }),

    LOBBY_MESSAGE_UPDATE: (context) =>
      event(context, "LOBBY_MESSAGE_UPDATE", {
        id: context.digits(19),
        type: 0,
        content: "Ready when all of you are 🎮",
        lobby_id: context.digits(19),
        channel_id: context.digits(19),
        author: user(context),
        edited_timestamp: context.now.toISOString(),
        timestamp: new Date(context.now.getTime() - 60_000).toISOString(),
        attachments: [],
      }),

    APPLICATION_COMMAND: (context) => ({
      payload: {
        version: 1,
        id: context.digits(19),
        application_id: context.digits(18),
        type: 2,
        token: context.id(64),
        channel_id: context.digits(19),
        user: user(context),
        data: { id: context.digits(19), name: "orders", type: 1 },
      },
    }),
  },
  handshakes: {
    "interaction PING": (context) => ({
      payload: {
        id: context.digits(19),
        application_id: context.digits(18),
        type: 1,
        token: context.id(64),
        version: 1,
      },
      headers: { "content-type": "application/json" },
      isSigned: true,
      answer: { status: 200, body: '{"type":1}', headers: { "content-type": "application/json" } },
    }),
    "webhook event PING": (context) => ({
      payload: { version: 1, application_id: context.digits(18), type: 0 },
      headers: { "content-type": "application/json" },
      isSigned: true,
      answer: { status: 204, headers: { "content-type": "application/json" } },
    }),
  },
});
