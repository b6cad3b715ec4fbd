import { normalise } from "../domain/normalise.ts";
import { eventIdentity, eventText, payloadDigest, type EventAttributes } from "../envelope.ts";
import type { HookyardEvent } from "../event.ts";
import type { BusEntry } from "../port/bus.ts";
import type { Delivery, Identity } from "../provider.ts";
import { matchingConsumers } from "../router/match.ts";
import type { Router, SourceDefinition } from "../router/router.ts";
import { firstHeader, type WebhookRequest } from "../webhook-request.ts";
import { parseBody } from "./parse-body.ts";
import { bodySaysRetry } from "./retry-count.ts";

export interface EntriesInput {
  readonly router: Router;
  readonly source: SourceDefinition;
  /** Verified. */
  readonly request: WebhookRequest;
  readonly receivedAt: Date;
  /** It came from the provider's records and not through the door. */
  readonly isBackfilled?: boolean;
  /** How it came, where that is to be kept: see `recordRequest`. */
  readonly record?: string | undefined;
}

/** What one verified request holds. */
export interface ReadEntries {
  readonly entries: readonly BusEntry[];
  /** The body says that it was sent before. */
  readonly isRetry: boolean;
}

/**
 * The events of one verified request, each named, normalised and with the consumers that want it. Throws `BodyError`
 * when the body is not what the provider documents.
 */
export function createEntries(input: EntriesInput): readonly BusEntry[] {
  return readEntries(input).entries;
}

/** The same, and whether the provider sends it again. */
export function readEntries({
  router,
  source,
  request,
  receivedAt,
  isBackfilled = false,
  record,
}: EntriesInput): ReadEntries {
  const { provider } = source;
  const header = (name: string): string | undefined => firstHeader(request.headers, name);
  const { payload, text } = parseBody(provider, request.body, header);
  if (provider.split === undefined) {
    const delivery: Delivery = { payload, whole: payload, index: 0, header, request };
    const digest = payloadDigest(request.body);
    const entry = createEntry({
      router,
      source,
      delivery,
      originalText: text,
      digest,
      receivedAt,
      isBackfilled,
      record,
    });
    return { entries: [entry], isRetry: bodySaysRetry(provider.retries, [payload]) };
  }
  const parts = provider.split(payload);
  const entries = parts.map((part, index) => {
    const delivery: Delivery = { payload: part, whole: payload, index, header, request };
    const originalText = JSON.stringify(part);
    return createEntry({
      router,
      source,
      delivery,
      originalText,
      digest: payloadDigest(originalText),
      receivedAt,
      isBackfilled,
      record,
    });
  });
  return { entries, isRetry: bodySaysRetry(provider.retries, parts) };
}

interface EntryInput {
  readonly router: Router;
  readonly source: SourceDefinition;
  readonly delivery: Delivery;
  readonly originalText: string;
  readonly digest: string;
  readonly receivedAt: Date;
  readonly isBackfilled: boolean;
  readonly record: string | undefined;
}

const occurredText = createTimeText();
const receivedText = createTimeText();

function createEntry(input: EntryInput): BusEntry {
  const { router, source, delivery, originalText, digest, receivedAt, isBackfilled } = input;
  const { provider } = source;
  const identity = provider.identify(delivery);
  const normal = normalise(provider, { payload: delivery.payload, identity, header: delivery.header });
  // A provider that sends no id: the same bytes are the same event, the best that can be known.
  const notice = provider.isBareNotice === true ? `:${receivedAt.toISOString()}` : "";
  const providerid = identity.id ?? `${identity.type}:${digest}${notice}`;
  const { id, traceparent } = eventIdentity(source.name, providerid);
  const attributes = {
    specversion: "1.0",
    id,
    source: `/webhooks/${source.name}`,
    type: normal.type,
    ...(normal.subject !== undefined && { subject: normal.subject }),
    time: occurredText((occurredAt(identity) ?? receivedAt).getTime()),
    datacontenttype: "application/json",
    ...(normal.dataschema !== undefined && { dataschema: normal.dataschema }),
    provider: provider.id,
    providertype: identity.type,
    providerid,
    receivedtime: receivedText(receivedAt.getTime()),
    traceparent,
    ...(isBackfilled && { backfilled: true as const }),
  } satisfies EventAttributes;
  const event: HookyardEvent = { ...attributes, data: normal.data };
  return {
    event: attributes,
    text: eventText(attributes, normal.fields, originalText),
    digest,
    horizonSeconds: provider.horizonSeconds,
    ...(provider.volatile !== undefined && { volatile: provider.volatile }),
    consumers: matchingConsumers(router, event),
    ...(normal.mismatch !== undefined && { mismatch: normal.mismatch }),
    ...(input.record !== undefined && { request: input.record }),
  };
}

/** A time as ISO 8601 text. In a stream of events many share one, and writing it takes as long as a small hash. */
function createTimeText(): (milliseconds: number) => string {
  let last = { milliseconds: 0, text: new Date(0).toISOString() };
  return (milliseconds) => {
    if (milliseconds !== last.milliseconds) {
      last = { milliseconds, text: new Date(milliseconds).toISOString() };
    }
    return last.text;
  };
}

/** A provider's time that is no time is left out: the time of receipt stands in. */
function occurredAt(identity: Identity): Date | undefined {
  return identity.time === undefined || Number.isNaN(identity.time.getTime()) ? undefined : identity.time;
}
