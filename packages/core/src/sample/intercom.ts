import type { JsonObject } from "../event.ts";
import { defineSamples, type SampleContext, type SampleEvent, unixSeconds } from "./sample.ts";

function notification(context: SampleContext, topic: string, item: JsonObject): SampleEvent {
  const at = unixSeconds(context.now);
  return {
    payload: {
      type: "notification_event",
      app_id: context.id(8).toLowerCase(),
      data: { type: "notification_event_data", item },
      links: {},
      id: `notif_${context.uuid()}`,
      topic,
      delivery_status: "pending",
      delivery_attempts: 1,
      delivered_at: 0,
      first_sent_at: at,
      created_at: at,
      self: null,
    },
  };
}

function conversation(context: SampleContext, state: string, fields: JsonObject = {}): JsonObject {
  const at = unixSeconds(context.now);
  const author = {
    type: "user",
    id: context.id(24).toLowerCase(),
    name: "Jenny Rosen",
    email: "jenny.rosen@example.com",
  };
  return {
    type: "conversation",
    id: context.digits(15),
    created_at: at - 60,
    updated_at: at,
    state,
    open: state === "open",
    priority: "not_priority",
    admin_assignee_id: null,
    team_assignee_id: null,
    source: {
      type: "conversation",
      id: context.digits(10),
      subject: "",
      body: "<p>Where is my order?</p>",
      author,
    },
    contacts: { type: "contact.list", contacts: [{ type: "contact", id: author.id }] },
    conversation_parts: { type: "conversation_part.list", conversation_parts: [], total_count: 0 },
    ...fields,
  };
}

export const intercom = defineSamples({
  headers: () => ({
    "content-type": "application/json; charset=utf-8",
    "user-agent": "intercom-webhooks/1.0",
  }),
  events: {
    "conversation.user.created": (context) =>
      notification(context, "conversation.user.created", conversation(context, "open")),

    "conversation.admin.replied": (context) =>
      notification(
        context,
        "conversation.admin.replied",
        conversation(context, "open", {
          conversation_parts: {
            type: "conversation_part.list",
            conversation_parts: [
              {
                type: "conversation_part",
                id: context.digits(11),
                part_type: "comment",
                body: "<p>It left the warehouse this morning 📦</p>",
                author: { type: "admin", id: context.digits(7), name: "Ada", email: "ada@example.com" },
              },
            ],
            total_count: 1,
          },
        }),
      ),

    "ticket.created": (context) =>
      notification(context, "ticket.created", {
        type: "ticket",
        id: context.digits(12),
        ticket_id: context.digits(3),
        ticket_attributes: {
          _default_title_: "The pump does not start",
          _default_description_: "It hums and nothing else.",
        },
        ticket_state: "submitted",
        ticket_type: { type: "ticket_type", id: context.digits(4), name: "Repair", category: "Customer" },
        contacts: {
          type: "contact.list",
          contacts: [{ type: "contact", id: context.id(24).toLowerCase(), external_id: context.digits(6) }],
        },
        admin_assignee_id: 0,
        team_assignee_id: 0,
        open: true,
        category: "Customer",
        created_at: unixSeconds(context.now),
        updated_at: unixSeconds(context.now),
      }),

    "contact.user.created": (context) =>
      notification(context, "contact.user.created", {
        type: "contact",
        id: context.id(24).toLowerCase(),
        role: "user",
        email: "jenny.rosen@example.com",
        name: "Jenny Rosen",
        phone: null,
        external_id: context.digits(6),
        created_at: unixSeconds(context.now),
      }),

    ping: (context) =>
      notification(context, "ping", { type: "ping", message: "something something interzen" }),
  },
  handshakes: {
    HEAD: () => ({ method: "HEAD", isSigned: false, answer: { status: 200 } }),
  },
});
