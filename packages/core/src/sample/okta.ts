import type { JsonObject } from "../event.ts";
import { defineSamples, type SampleContext, type SampleEvent } from "./sample.ts";

function person(context: SampleContext, name: string, login: string): JsonObject {
  return { id: `00u${context.id(17)}`, type: "User", alternateId: login, displayName: name };
}

function hook(context: SampleContext, type: string, over: JsonObject): SampleEvent {
  const published = new Date(context.now.getTime() - 900).toISOString();
  return {
    payload: {
      eventType: "com.okta.event_hook",
      eventTypeVersion: "1.0",
      cloudEventsVersion: "0.1",
      source: `https://acme.okta.com/api/v1/eventHooks/who${context.id(17)}`,
      eventId: context.uuid(),
      data: {
        events: [
          {
            uuid: context.uuid(),
            published,
            eventType: type,
            version: "0",
            severity: "INFO",
            client: {
              userAgent: { rawUserAgent: "Mozilla/5.0 (X11; Linux x86_64)", os: "Linux", browser: "FIREFOX" },
              zone: "null",
              device: "Computer",
              ipAddress: "203.0.113.7",
            },
            outcome: { result: "SUCCESS" },
            authenticationContext: { authenticationStep: 0, externalSessionId: context.id(25) },
            ...over,
          },
        ],
      },
      eventTime: context.now.toISOString(),
      contentType: "application/json",
    },
  };
}

export const okta = defineSamples({
  headers: () => ({ "content-type": "application/json", "user-agent": "Okta-Integrations" }),
  events: {
    "user.lifecycle.create": (context) =>
      hook(context, "user.lifecycle.create", {
        displayMessage: "Create okta user",
        actor: person(context, "Grace Hopper", "grace@example.com"),
        target: [person(context, "Ada Lovelace", "ada@example.com")],
      }),

    "user.lifecycle.suspend": (context) =>
      hook(context, "user.lifecycle.suspend", {
        displayMessage: "Suspend okta user",
        actor: person(context, "Grace Hopper", "grace@example.com"),
        target: [person(context, "Ada Lovelace", "ada@example.com")],
      }),

    "user.session.start": (context) =>
      hook(context, "user.session.start", {
        displayMessage: "User login to Okta",
        actor: person(context, "Ada Lovelace", "ada@example.com"),
        target: null,
      }),
  },
  handshakes: {
    verification: (context) => {
      const value = context.id(32);
      return {
        method: "GET",
        headers: { "x-okta-verification-challenge": value },
        isSigned: false,
        answer: {
          status: 200,
          body: JSON.stringify({ verification: value }),
          headers: { "content-type": "application/json", "x-content-type-options": "nosniff" },
        },
      };
    },
  },
});
