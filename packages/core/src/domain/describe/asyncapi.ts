import type { Json, JsonObject } from "../../event.ts";
import type { CatalogDescription, FamilyDescription, TypeDescription } from "./catalog-description.ts";
import { eventSchema } from "./event-schema.ts";
import { dataSchema } from "./json-schema.ts";

/**
 * The catalog as an AsyncAPI 3.0 document: one channel a domain type, whose address is the type, as a consumer
 * receives it. Schemas are JSON Schema, draft 7, which is AsyncAPI's own.
 * @see https://www.asyncapi.com/docs/reference/specification/v3.0.0
 */
export function asyncapiDocument({ families }: CatalogDescription, version: string): JsonObject {
  const all = families.flatMap((family) => family.types.map((type) => ({ type, family })));
  const byType = (describe: (type: TypeDescription, family: FamilyDescription) => Json): JsonObject =>
    Object.fromEntries(all.map(({ type, family }) => [type.type, describe(type, family)]));

  return {
    asyncapi: "3.0.0",
    info: {
      title: "Hookyard domain events",
      version,
      description:
        "What consumers receive, whoever sent the webhook. Every event is a CloudEvents 1.0 event in JSON; its `data` holds the fields of its type and, in `original`, the provider's payload.",
      license: { name: "MIT" },
      tags: families.map(({ name, description }) => ({ name, description })),
    },
    defaultContentType: "application/cloudevents+json",
    channels: byType(({ type, description }) => ({
      address: type,
      summary: description,
      messages: { [type]: { $ref: `#/components/messages/${type}` } },
    })),
    operations: byType(({ type, description }, { name }) => ({
      action: "receive",
      channel: { $ref: `#/channels/${type}` },
      summary: description,
      tags: [{ name }],
      messages: [{ $ref: `#/channels/${type}/messages/${type}` }],
    })),
    components: { messages: byType(message), schemas: schemas(all.map(({ type }) => type)) },
  };
}

function message(
  { type, dataschema, description, producers }: TypeDescription,
  { name }: FamilyDescription,
): Json {
  return {
    name: type,
    title: type,
    summary: description,
    tags: [{ name }],
    payload: {
      allOf: [
        { $ref: "#/components/schemas/event" },
        {
          type: "object",
          properties: {
            type: { type: "string", const: type },
            dataschema: { type: "string", const: dataschema },
            data: { $ref: `#/components/schemas/${type}` },
          },
          required: ["dataschema", "data"],
        },
      ],
    },
    "x-hookyard-producers": producers.map(({ provider, types }) => ({ provider, types })),
  };
}

function schemas(types: readonly TypeDescription[]): JsonObject {
  const named = types.map(({ type, fields }) => [type, dataSchema(fields)] as const);
  // safe: a JSON Schema is made of JSON values only, and those that are undefined are not there
  return Object.fromEntries([["event", eventSchema], ...named]) as unknown as JsonObject;
}
