import { parseEvent } from "@hookyard/core/envelope";
import type { DeadLetterFilter } from "@hookyard/core/operator/operator";
import { compilePattern, matches } from "@hookyard/core/pattern/index";
import { deliveryIdOf } from "../deliveries/delivery-id.ts";
import type { DeliveryRecord } from "../deliveries/delivery-record.ts";
import type { DeliveryTexts } from "../replay/delivery-texts.ts";
import { letterFits } from "./letter-filter.ts";
import type { LetterIndex } from "./letter-index.ts";

/** Every letter that fits, oldest first, one after the other, after `cursor`. */
export type WalkLetters = (
  filter: DeadLetterFilter,
  cursor?: string,
  options?: WalkOptions,
) => AsyncGenerator<DeliveryRecord>;

export interface WalkOptions {
  /** So many are likely to be enough: no more than that are read at once. */
  readonly expected?: number;
  /** As in `LetterRange`. */
  readonly isBrief?: boolean;
  /** Asked before each letter that is looked at, whether it fits or not: true ends the walk. */
  readonly isEnough?: () => boolean;
}

export interface CreateWalkOptions {
  readonly index: LetterIndex;
  readonly texts: Pick<DeliveryTexts, "wholeTexts">;
  /** The stage's consumers that a filter may mean. */
  readonly names: (filter: DeadLetterFilter) => readonly string[];
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Events in memory at once, for a pattern: one may have several megabytes. */
const readAtOnce = 25;

/** @example createWalk({ index, texts, names: () => Object.keys(queues), now: Date.now }) */
export function createWalk({ index, texts, names, now }: CreateWalkOptions): WalkLetters {
  const candidates = (
    filter: DeadLetterFilter,
    cursor: string | undefined,
    range: Pick<WalkOptions, "expected" | "isBrief">,
  ): AsyncGenerator<DeliveryRecord> => {
    const { ids, holder, since } = filter;
    if (ids !== undefined) return index.lettersOf(ids, { cursor });
    if (holder !== undefined) return index.lettersHeldBy(holder, { cursor });
    return index.letters(names(filter), { ...range, cursor, since });
  };

  async function* withoutWhere(
    filter: DeadLetterFilter,
    cursor: string | undefined,
    { isEnough = () => false, ...range }: WalkOptions,
  ): AsyncGenerator<DeliveryRecord> {
    const wanted = names(filter);
    for await (const letter of candidates(filter, cursor, range)) {
      if (!wanted.includes(letter.consumer)) continue; // a consumer that the stage has no more
      if (filter.until !== undefined && (letter.deadTime ?? 0) >= Date.parse(filter.until)) return;
      if (isEnough()) return;
      if (letterFits(letter, filter, now())) yield letter;
    }
  }

  return async function* walk(filter, cursor, options = {}) {
    const letters = withoutWhere(filter, cursor, options);
    if (filter.where === undefined) {
      yield* letters;
      return;
    }
    const pattern = compilePattern(filter.where);
    for await (const part of inParts(letters, readAtOnce)) {
      const whole = await texts.wholeTexts(part);
      for (const letter of part) {
        const text = whole.get(deliveryIdOf(letter.eventId, letter.consumer));
        if (text !== undefined && matches(pattern, parseEvent(text))) yield letter;
      }
    }
  };
}

async function* inParts<One>(all: AsyncGenerator<One>, size: number): AsyncGenerator<readonly One[]> {
  let part: One[] = [];
  for await (const one of all) {
    part.push(one);
    if (part.length < size) continue;
    yield part;
    part = [];
  }
  if (part.length > 0) yield part;
}
