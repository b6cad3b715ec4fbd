import specifications from "@asyncapi/specs";
import { Ajv, type AnySchema } from "ajv";
import { describe, expect, test } from "vitest";
import { eventIdentity } from "../../envelope.ts";
import type { Json } from "../../event.ts";
import { stripe } from "../../provider/stripe.ts";
import { standardWebhooks } from "../../provider/standard-webhooks.ts";
import { domainTypes } from "../catalog.ts";
import { asyncapiDocument } from "./asyncapi.ts";
import { describeCatalog } from "./catalog-description.ts";

const document = asyncapiDocument(describeCatalog([stripe, standardWebhooks]), "1.2.3");

describe("asyncapiDocument", () => {
  test("is what AsyncAPI's own schema asks for", () => {
    const theirs = specifications.schemasWithoutId["3.0.0"] as AnySchema; // safe: ajv's type of the same thing
    const validate = new Ajv({ strict: false, validateFormats: false, logger: false }).compile(theirs);

    expect([validate(document), validate.errors]).toEqual([true, null]);
  });

  test("refers to nothing that is not there", () => {
    const references = referencesOf(document);

    expect(references.length).toBeGreaterThan(4 * domainTypes.length);
    expect(references.filter((reference) => find(reference) === undefined)).toEqual([]);
  });

  test("has a channel, an operation and a message for every domain type", () => {
    expect(Object.keys(find("#/channels") ?? {})).toEqual(domainTypes);
    expect(Object.keys(find("#/operations") ?? {})).toEqual(domainTypes);
    expect(Object.keys(find("#/components/messages") ?? {})).toEqual(domainTypes);
    expect(find("#/channels/refund.failed/address")).toBe("refund.failed");
  });

  test("says who gives a type", () => {
    expect(find("#/components/messages/payment.failed/x-hookyard-producers")).toEqual([
      { provider: "stripe", types: ["payment_intent.payment_failed"] },
    ]);
  });

  test("is plain JSON", () => {
    expect(JSON.parse(JSON.stringify(document))).toStrictEqual(document);
  });
});

describe("a message", () => {
  const event = {
    specversion: "1.0",
    ...eventIdentity("stripe", "evt_1"),
    source: "/webhooks/stripe",
    type: "file.deleted",
    subject: "file_1",
    time: "2026-05-01T10:00:00.000Z",
    datacontenttype: "application/json",
    dataschema: "hookyard:file.deleted:1",
    provider: "stripe",
    providertype: "file.removed",
    providerid: "evt_1",
    receivedtime: "2026-05-01T10:00:01.000Z",
    data: { fileId: "file_1", original: { id: "file_1" } },
  };
  const validate = new Ajv({ strict: false, validateFormats: false }).compile({
    ...find("#/components/messages/file.deleted/payload"),
    components: find("#/components"),
  });

  test("takes the event as consumers get it", () => {
    expect(validate(event)).toBe(true);
    expect(validate({ ...event, replay: 2, dataref: "s3://bodies/1", addedlater: "x" })).toBe(true);
  });

  test.each([
    ["another type", { type: "file.created" }],
    ["another version", { dataschema: "hookyard:file.deleted:2" }],
    ["no data", { data: undefined }],
    ["data that lacks a field", { data: { original: {} } }],
    ["an id of another kind", { id: "evt_1" }],
    ["a replay that is none", { replay: 0 }],
  ])("refuses %s", (_what, change) => {
    expect(validate(JSON.parse(JSON.stringify({ ...event, ...change })))).toBe(false);
  });
});

type Found = { readonly [key: string]: Json };

function find(reference: string): Found | undefined {
  const parts = reference.split("/").slice(1);
  return parts.reduce<Found | undefined>(
    (found, part) => found?.[part] as Found | undefined, // safe: what it must be is in the expectations
    document,
  );
}

function referencesOf(value: Json): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, Json]) =>
    key === "$ref" && typeof inner === "string" ? [inner] : referencesOf(inner),
  );
}
