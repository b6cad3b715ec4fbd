/** A JSON value, as `JSON.parse` gives it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A JSON object. */
export type JsonObject = { readonly [key: string]: Json };

/**
 * What the rest of the system sees: a CloudEvents 1.0 event in JSON format.
 * @see https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md
 */
export interface HookyardEvent<
  Type extends string = string,
  Data = unknown,
  ProviderId extends string = string,
> {
  readonly specversion: "1.0";
  /** `evt_…`, derived from the source and the provider's own id: the same webhook sent twice has the same id. */
  readonly id: string;
  /** `/webhooks/<source>`. */
  readonly source: string;
  /** The domain type (`payment.succeeded`), else `<provider>.<their type>`. */
  readonly type: Type;
  /** The id of the entity that the event is about (`pi_123`). */
  readonly subject?: string;
  /** When it happened, by the provider; RFC 3339, UTC. */
  readonly time: string;
  readonly datacontenttype: "application/json";
  /** Names the domain type and its version, as `hookyard:payment.succeeded:1`. Absent on passthrough types. */
  readonly dataschema?: string;
  readonly data: Data;
  /** The preset's id, `stripe`. */
  readonly provider: ProviderId;
  /** The provider's own name of the type, `payment_intent.succeeded`. */
  readonly providertype: string;
  /** The provider's own id of the event, always text. */
  readonly providerid: string;
  /** When Hookyard received it; RFC 3339, UTC. */
  readonly receivedtime: string;
  /** W3C trace context. */
  readonly traceparent?: string;
  /** How often this event was sent again on purpose: absent at first, then 1, 2 … */
  readonly replay?: number;
  /** It was brought in from the provider's records, since its webhook never arrived. */
  readonly backfilled?: true;
  /** Where the data is when it was too large for the bus (claim check). */
  readonly dataref?: string;
}
