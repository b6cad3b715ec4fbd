import { CloudEvent } from "cloudevents";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  eventId,
  eventIdentity,
  eventIdOf,
  eventText,
  parseEvent,
  type EventAttributes,
} from "./envelope.ts";

const attributes: EventAttributes = {
  specversion: "1.0",
  ...eventIdentity("stripe", "evt_1"),
  source: "/webhooks/stripe",
  type: "payment.succeeded",
  subject: "pi_1",
  time: "2026-05-01T10:00:00.000Z",
  datacontenttype: "application/json",
  dataschema: "hookyard:payment.succeeded:1",
  provider: "stripe",
  providertype: "payment_intent.succeeded",
  providerid: "evt_1",
  receivedtime: "2026-05-01T10:00:01.000Z",
};

describe("the event's identity", () => {
  test("is the same for the same webhook, and another for another source or id", () => {
    expect(eventId("stripe", "evt_1")).toBe(eventId("stripe", "evt_1"));
    expect(eventId("stripe", "evt_1")).not.toBe(eventId("stripe-eu", "evt_1"));
    expect(eventId("stripe", "evt_1")).not.toBe(eventId("stripe", "evt_2"));
    expect(eventId("stripe", "evt_1")).toMatch(/^evt_[0-9a-f]{32}$/);
  });

  test("begins a trace that is found from the id", () => {
    const { id, traceparent } = eventIdentity("stripe", "evt_1");

    expect(traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    expect(traceparent.slice(3, 35)).toBe(id.slice(4));
  });
});

describe("the event's text", () => {
  test("is a valid CloudEvent", () => {
    const text = eventText(attributes, { amount: 1 }, '{"a":1}');

    expect(new CloudEvent(JSON.parse(text), true).data).toEqual({ amount: 1, original: { a: 1 } });
  });

  test("holds the provider's payload as the text that it came as", () => {
    const original = '{ "id": 12345678901234567890,\r\n "price": 1.0, "name": "\\u00e9\ud83d\ude00" }';

    expect(eventText(attributes, {}, original)).toContain(`"original":${original}`);
  });

  test("is read back with whole numbers too large for a number as their digits", () => {
    const text = eventText(attributes, {}, '{"id":12345678901234567890,"small":7,"half":0.5}');

    expect(parseEvent(text).data).toEqual({ original: { id: "12345678901234567890", small: 7, half: 0.5 } });
  });

  test("gives the id without being parsed, whatever the attributes are", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.jsonValue(), (subject, providerid, original) => {
        const identity = eventIdentity("a-source", providerid);
        const text = eventText(
          { ...attributes, ...identity, subject, providerid },
          {},
          JSON.stringify(original),
        );

        expect(eventIdOf(text)).toBe(identity.id);
        expect(JSON.parse(text)).toMatchObject({ id: identity.id, subject, providerid });
      }),
    );
  });
});
