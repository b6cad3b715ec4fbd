import type { JsonObject } from "../event.ts";
import { defineSamples, type SampleContext } from "./sample.ts";

const system: JsonObject = { actorType: "system", system: "email_inbound_handler" };

/** A ULID, whose letters leave out I, L, O and U, after what it is an id of. */
function newId(context: SampleContext, kind: string): string {
  return `${kind}_${context
    .id(26)
    .toUpperCase()
    .replaceAll(/[ILOU]/g, "0")}`;
}

function audited(context: SampleContext): JsonObject {
  const time = context.now.toISOString();
  return { createdAt: time, createdBy: system, updatedAt: time, updatedBy: system };
}

export const plain = defineSamples({
  headers: (_context, type) => ({
    "content-type": "application/json",
    "user-agent": "plain-webhooks/1.0",
    "plain-event-type": type,
  }),
  events: {
    "thread.thread_created": (context) => ({
      payload: {
        id: newId(context, "pEv"),
        timestamp: context.now.toISOString(),
        workspaceId: "w_01GST0W989ZNAW53X6XYHAY87P",
        type: "thread.thread_created",
        payload: {
          eventType: "thread.thread_created",
          thread: {
            id: newId(context, "th"),
            customer: {
              id: newId(context, "c"),
              email: { email: "jon@example.com", isVerified: true, verifiedAt: context.now.toISOString() },
              externalId: null,
              fullName: "Jon Snow",
              shortName: "Jon",
              markedAsSpamAt: null,
              markedAsSpamBy: null,
              customerGroupMemberships: [],
              ...audited(context),
            },
            title: "Do you ship to the north?",
            previewText: "Hello, do you ship to the north?",
            priority: 2,
            externalId: null,
            status: "TODO",
            statusChangedAt: context.now.toISOString(),
            statusChangedBy: system,
            statusDetail: { type: "CREATED", createdAt: context.now.toISOString() },
            assignee: null,
            assignedAt: null,
            labels: [],
            firstInboundMessageInfo: null,
            firstOutboundMessageInfo: null,
            lastInboundMessageInfo: null,
            lastOutboundMessageInfo: null,
            supportEmailAddresses: ["help@shop.example.com"],
            ...audited(context),
          },
        },
        webhookMetadata: {
          webhookTargetId: "whTarget_01HD4400VTDJQ646V6RY37SR7K",
          webhookTargetVersion: "2026-02-27",
          webhookDeliveryAttemptId: newId(context, "whAttempt"),
          webhookDeliveryAttemptNumber: 1,
          webhookDeliveryAttemptTimestamp: context.now.toISOString(),
        },
      },
    }),
  },
});
