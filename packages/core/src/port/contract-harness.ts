import { eventIdentity, eventText } from "../envelope.ts";
import type { Bus, BusEntry } from "./bus.ts";
import type { DeadLetters } from "./dead-letters.ts";
import type { Deliveries } from "./deliveries.ts";
import type { EventHistory } from "./event-history.ts";

/** One engine's ports over one fresh, empty storage, as the contract suites need them. */
export interface EngineUnderTest {
  readonly bus: Bus;
  readonly deliveries: Deliveries;
  readonly deadLetters: DeadLetters;
  readonly history: EventHistory;
  /** Moves the engine's clock. */
  advance(seconds: number): void;
  now(): Date;
  close(): Promise<void>;
}

export type CreateEngine = () => Promise<EngineUnderTest>;

export interface EntrySpec {
  /** The provider's own id; the event's id follows from it. */
  readonly providerId: string;
  readonly type?: string;
  readonly source?: string;
  readonly consumers?: readonly string[];
  readonly original?: Readonly<Record<string, unknown>>;
  readonly volatile?: readonly string[];
  /** RFC 3339. */
  readonly receivedtime?: string;
  /** JSON of a `RequestRecord`. */
  readonly request?: string;
}

/** An entry as ingest makes them. */
export function busEntry({
  providerId,
  type = "payment.succeeded",
  source = "stripe",
  consumers = ["fulfil-order"],
  original = { id: providerId },
  volatile,
  receivedtime = "2026-01-01T00:00:00.000Z",
  request,
}: EntrySpec): BusEntry {
  const originalText = JSON.stringify(original);
  const attributes = {
    specversion: "1.0",
    ...eventIdentity(source, providerId),
    source: `/webhooks/${source}`,
    type,
    subject: `subject of ${providerId}`,
    time: "2026-01-01T00:00:00.000Z",
    datacontenttype: "application/json",
    provider: "stripe",
    providertype: type,
    providerid: providerId,
    receivedtime,
  } as const;
  return {
    event: attributes,
    text: eventText(attributes, {}, originalText),
    digest: originalText,
    horizonSeconds: 86_400,
    consumers,
    ...(volatile !== undefined && { volatile }),
    ...(request !== undefined && { request }),
  };
}

/** The event's id for a provider's id at source `stripe`. */
export function idOf(providerId: string): string {
  return eventIdentity("stripe", providerId).id;
}
