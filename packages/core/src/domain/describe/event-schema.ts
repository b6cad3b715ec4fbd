import type { HookyardEvent } from "../../event.ts";
import type { JsonSchema } from "./json-schema.ts";

const text: JsonSchema = { type: "string" };

/** What each attribute of an event is. One that the event gains does not compile until it is described here. */
const attributes: Readonly<Record<Exclude<keyof HookyardEvent, "data">, JsonSchema>> = {
  specversion: { type: "string", const: "1.0" },
  id: {
    type: "string",
    pattern: "^evt_[0-9a-f]{32}$",
    description: "The same webhook sent twice has the same id: key your effects by it.",
  },
  source: { type: "string", pattern: "^/webhooks/", description: "`/webhooks/<source>`." },
  type: { ...text, minLength: 1, description: "The domain type, else `<provider>.<their type>`." },
  subject: { ...text, minLength: 1, description: "The id of what the event is about." },
  time: { type: "string", format: "date-time", description: "When it happened, by the provider." },
  datacontenttype: { type: "string", const: "application/json" },
  dataschema: { ...text, description: "The domain type with its version." },
  provider: { ...text, description: "Whose webhook it was: `stripe`." },
  providertype: { ...text, description: "The provider's own name of the type." },
  providerid: { ...text, description: "The provider's own id of the event." },
  receivedtime: { type: "string", format: "date-time", description: "When Hookyard received it." },
  traceparent: { ...text, description: "W3C trace context." },
  replay: { type: "integer", minimum: 1, description: "How often it was sent again on purpose." },
  backfilled: { type: "boolean", const: true, description: "Brought in from the provider's records." },
  dataref: { ...text, description: "Where the data is when it is too large for the bus." },
};

/** The JSON Schema of an event without its data: CloudEvents 1.0 with Hookyard's extensions. */
export const eventSchema: JsonSchema = {
  type: "object",
  properties: attributes,
  required: [
    "specversion",
    "id",
    "source",
    "type",
    "time",
    "datacontenttype",
    "provider",
    "providertype",
    "providerid",
    "receivedtime",
  ],
};
