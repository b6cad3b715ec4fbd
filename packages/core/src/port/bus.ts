import type { Mismatch } from "../domain/mismatch.ts";
import type { EventAttributes } from "../envelope.ts";

/** One event on its way in. */
export interface BusEntry {
  readonly event: EventAttributes;
  /** The whole event as JSON, made once: engines store and carry it as it is. */
  readonly text: string;
  /** Digest of the provider's payload: the same id with another digest is a conflict. */
  readonly digest: string;
  /** Seconds for which the provider may send this again: it is recognised at least that long. */
  readonly horizonSeconds: number;
  /** Top-level fields of `data.original` in which two sendings of one event may differ without a conflict. */
  readonly volatile?: readonly string[];
  /** The consumers whose patterns match, for engines that route by themselves. */
  readonly consumers: readonly string[];
  readonly mismatch?: Mismatch;
  /** How it came, as JSON (`RequestRecord`); absent where it came by no request of the provider's. */
  readonly request?: string;
}

export type PublishResult =
  | { readonly status: "accepted" }
  /** Known already. `conflict`: under the same id came another body; it was kept beside the first and counted. */
  | { readonly status: "duplicate"; readonly conflict: boolean }
  /** Nothing of it was kept: the sender must try again. */
  | { readonly status: "refused"; readonly reason: RefusedReason };

export const refusedReasons = [
  "storage_full",
  "backlog_full",
  "overloaded",
  "stopping",
  "storage_failed",
] as const;
export type RefusedReason = (typeof refusedReasons)[number];

/** What carries events to consumers. */
export interface Bus {
  /**
   * One result an entry, in order. When it resolves, accepted entries are durable and will reach a final state for
   * each of their consumers. The entries of one call are accepted together or refused together (a duplicate among
   * them stays a duplicate). Does not reject for anything that an engine can foresee: that is `refused`.
   */
  publish(entries: readonly BusEntry[]): Promise<readonly PublishResult[]>;
}
