import type {
  DeadLetterChange,
  DeadLetterFilter,
  DeadLetterSummary,
  Page,
  PageRequest,
} from "../operator/operator.ts";

/** Deliveries that are not tried again by themselves. */
export interface DeadLetters {
  /** Oldest first, without those that somebody has leased; with `filter.holder`, those that this one has leased. */
  list(filter: DeadLetterFilter, page: PageRequest): Promise<Page<DeadLetterSummary>>;
  /**
   * Keeps up to `limit` letters that fit from everybody else until `until`; then they are back by themselves. `holder`
   * names who has them: it alone can list them meanwhile, and lease them longer.
   */
  lease(filter: DeadLetterFilter, limit: number, until: Date, holder?: string): Promise<DeadLetterChange>;
  /** Gives leased letters back before their time; with `holder`, only those that it has. Answers how many there were. */
  giveBack(ids: readonly string[], holder?: string): Promise<number>;
  /** Sends up to `limit` letters that fit to their own consumers again, as a new generation. Never those leased. */
  replay(filter: DeadLetterFilter, limit: number): Promise<DeadLetterChange>;
  /** Ends up to `limit` letters that fit; they stay in history with the reason. Never those leased. */
  discard(filter: DeadLetterFilter, limit: number, reason: string): Promise<DeadLetterChange>;
}
