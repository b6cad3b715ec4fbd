import type { HeaderPairs } from "./recorded-request.ts";

/** One event as the provider recorded it: what it sent, or what it would have sent. */
export interface LoggedEvent {
  /** The provider's id of this entry, for asking it to send again. */
  readonly logId: string;
  /** The provider's own id of the event, as `identify` of the preset gives it: the event id follows from it. */
  readonly providerId?: string;
  /** In its place where the provider keeps no ids of events: the entity that an event of this type should be about. */
  readonly subject?: string;
  readonly type: string;
  /** Types under which the same may have come as well, where it is found by its subject. */
  readonly otherTypes?: readonly string[];
  /** When it happened. */
  readonly time: Date;
  /** Why it did not arrive, where the provider says: `answered 503`, `timed out`. */
  readonly failure?: string;
  /** The provider did send it: it is expected whatever the endpoint says that it is subscribed to. */
  readonly wasSent?: true;
  /** It says that something changed, and not what: any of its type and subject that came later tells of it too. */
  readonly isToldByLater?: true;
  /** The request as the webhook would have been, where the list holds it already. */
  readonly request?: RecordedRequest;
}

/** A request as the provider sent it, or would have. */
export interface RecordedRequest {
  readonly headers: HeaderPairs;
  /** The body's text. */
  readonly body: string;
}

export interface LogRange {
  /** From then on. */
  readonly since: Date;
  /** Before then. */
  readonly until: Date;
}

export interface LogPage {
  readonly events: readonly LoggedEvent[];
  /** Goes on behind this page, also in another process; absent after the last one. */
  readonly next?: string;
}

/**
 * What a provider sent or recorded. Pages may shift while they are read: an event may come twice, never not at all,
 * because every log is read by a position that stays (an id, a moment) and not by a page's number, or is read with an
 * overlap.
 */
export interface DeliveryLog {
  /** How far back it reaches, in days. */
  readonly reachDays: number;
  /** Whether entries hold what the webhook held; without it there is a gap to see, and nothing to bring in. */
  readonly hasBodies: boolean;
  /** It lists what one endpoint was sent, and not what happened in the whole account. */
  readonly isOfEndpoint?: true;
  page(range: LogRange, cursor: string | undefined): Promise<LogPage>;
  /** Reads one entry's request, where pages do not hold it. */
  request?(event: LoggedEvent): Promise<RecordedRequest>;
  /** Asks the provider to send it again, where its API can. Resolves `unavailable` for what it cannot send again. */
  redeliver?(event: LoggedEvent): Promise<"unavailable" | undefined>;
}
