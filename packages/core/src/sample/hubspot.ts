import type { JsonObject } from "../event.ts";
import { defineSamples, type SampleContext, type SampleEvent } from "./sample.ts";

function event(context: SampleContext, type: string, over: JsonObject): SampleEvent {
  return {
    payload: [
      {
        eventId: Number(context.digits(10)),
        subscriptionId: Number(context.digits(7)),
        portalId: Number(context.digits(8)),
        appId: Number(context.digits(6)),
        occurredAt: context.now.getTime() - 800,
        subscriptionType: type,
        attemptNumber: 0,
        objectId: Number(context.digits(11)),
        ...over,
      },
    ],
  };
}

export const hubspot = defineSamples({
  headers: () => ({
    "content-type": "application/json",
    "user-agent":
      "HubSpot Connect 2.0 (http://dev.hubspot.com/) (namespace: webhooks-nio-http-client) - WebhooksExecutorDaemon",
  }),
  events: {
    "contact.creation": (context) =>
      event(context, "contact.creation", { changeSource: "CRM_UI", changeFlag: "CREATED" }),

    "contact.propertyChange": (context) =>
      event(context, "contact.propertyChange", {
        changeSource: "CRM_UI",
        propertyName: "email",
        propertyValue: "ada@example.com",
      }),

    "ticket.creation": (context) =>
      event(context, "ticket.creation", { changeSource: "CRM_UI", changeFlag: "CREATED" }),

    "company.propertyChange": (context) =>
      event(context, "company.propertyChange", {
        changeSource: "CRM_UI",
        propertyName: "name",
        propertyValue: "Acme Outdoor",
      }),

    "deal.propertyChange": (context) =>
      event(context, "deal.propertyChange", {
        changeSource: "CRM_UI",
        propertyName: "dealstage",
        propertyValue: "closedwon",
      }),
  },
});
