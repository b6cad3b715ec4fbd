import type { JsonObject } from "../event.ts";
import { defineSamples, type SampleContext, type SampleEvent } from "./sample.ts";

function ticket(context: SampleContext, name: string, status: string, event: JsonObject): SampleEvent {
  const id = context.digits(5);
  const person = context.digits(13);
  return {
    payload: {
      account_id: Number(context.digits(8)),
      detail: {
        actor_id: person,
        assignee_id: context.digits(13),
        brand_id: context.digits(13),
        created_at: "2025-12-30T09:12:07Z",
        custom_status: context.digits(13),
        description: "I ordered last week and nothing has come.",
        external_id: null,
        form_id: context.digits(13),
        group_id: context.digits(13),
        id,
        is_public: true,
        organization_id: context.digits(13),
        priority: "HIGH",
        requester_id: person,
        status,
        subject: "Where is my order?",
        submitter_id: person,
        tags: ["shipping"],
        type: "PROBLEM",
        updated_at: context.now.toISOString(),
        via: { channel: "email" },
      },
      event,
      id: context.uuid(),
      subject: `zen:ticket:${id}`,
      time: context.now.toISOString(),
      type: `zen:event-type:${name}`,
      zendesk_event_version: "2022-11-06",
    },
  };
}

export const zendesk = defineSamples({
  headers: (context) => ({
    "content-type": "application/json; charset=utf-8",
    "user-agent": "Zendesk Webhook",
    "x-zendesk-account-id": context.digits(8),
    "x-zendesk-webhook-id": `01${context.id(24).toUpperCase()}`,
    "x-zendesk-webhook-invocation-id": `01${context.id(24).toUpperCase()}`,
  }),
  events: {
    "ticket.created": (context) =>
      ticket(context, "ticket.created", "NEW", {
        meta: { sequence: { id: context.id(26), position: 1, total: 1 } },
      }),

    "ticket.status_changed": (context) =>
      ticket(context, "ticket.status_changed", "SOLVED", { current: "SOLVED", previous: "OPEN" }),

    "ticket.comment_added": (context) =>
      ticket(context, "ticket.comment_added", "OPEN", {
        comment: {
          author: { id: context.digits(13), is_staff: false, name: "Ada Lovelace" },
          body: "It came this morning. Thank you!",
          id: context.digits(13),
          is_public: true,
        },
      }),
  },
});
