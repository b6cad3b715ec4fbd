import type {
  DeadLetterChange,
  DeadLetterFilter,
  DeadLetterSummary,
  Page,
  PageRequest,
} from "../operator/operator.ts";

/** Deliveries that are not tried again by themselves. */
export interface DeadLetters {
  /** Oldest first, without those that somebody has leased. */
  list(filter: DeadLetterFilter, page: PageRequest): Promise<Page<DeadLetterSummary>>;
  /** Keeps up to `limit` letters that fit from everybody else until `until`; then they are back by themselves. */
  lease(filter: DeadLetterFilter, limit: number, until: Date): Promise<DeadLetterChange>;
  /** Gives leased letters back before their time. Answers how many there were. */
  giveBack(ids: readonly string[]): Promise<number>;
  /** Sends up to `limit` letters that fit to their own consumers again, as a new generation. Never those leased. */
  replay(filter: DeadLetterFilter, limit: number): Promise<DeadLetterChange>;
  /** Ends up to `limit` letters that fit; they stay in history with the reason. Never those leased. */
  discard(filter: DeadLetterFilter, limit: number, reason: string): Promise<DeadLetterChange>;
}
