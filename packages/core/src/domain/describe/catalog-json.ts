import type { CatalogDescription } from "./catalog-description.ts";
import { eventSchema } from "./event-schema.ts";
import { dataSchema, type JsonSchema } from "./json-schema.ts";
import type { Producer } from "./producer.ts";

/** One domain type for programs. */
export interface CatalogJsonType {
  readonly type: string;
  readonly version: number;
  /** What `dataschema` says of such an event. */
  readonly dataschema: string;
  readonly family: string;
  readonly description: string;
  readonly producers: readonly Producer[];
  /** JSON Schema, draft 7, of the event's `data`. */
  readonly schema: JsonSchema;
}

/** The catalog as one JSON document: every type with the JSON Schema of its data and who can give it. */
export function catalogJson({ families, speakers }: CatalogDescription): {
  readonly types: readonly CatalogJsonType[];
  /** JSON Schema, draft 7, of what is around the data. */
  readonly event: JsonSchema;
  /** The ids of the providers that can give every type. */
  readonly speakers: readonly string[];
} {
  const types = families.flatMap(({ name, types: members }) =>
    members.map(({ type, version, dataschema, description, producers, fields }) => ({
      type,
      version,
      dataschema,
      family: name,
      description,
      producers,
      schema: { $schema: "http://json-schema.org/draft-07/schema#", ...dataSchema(fields) },
    })),
  );
  return { types, event: eventSchema, speakers: speakers.map(({ id }) => id) };
}
