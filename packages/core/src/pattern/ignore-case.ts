/** Text compared without case, and each of its characters in the spellings that match it. */
interface Caseless {
  readonly spellings: readonly (readonly [string, string])[];
  /** No character changes its length with its case, so positions can be compared one by one. */
  readonly isAligned: boolean;
}

/**
 * Prepares text for comparison without case as event-ruler does it: each character of the pattern matches its
 * own lower case or upper case, whatever their lengths (`ß` matches `ß` and `SS`).
 * @see https://github.com/aws/event-ruler/blob/main/src/main/software/amazon/event/ruler/input/EqualsIgnoreCaseParser.java
 */
export function caseless(text: string): Caseless {
  const spellings = Array.from(text, (character) => {
    return [character.toLowerCase(), character.toUpperCase()] as const;
  });
  const isAligned = spellings.every(([lower, upper]) => lower.length === upper.length);
  return { spellings, isAligned };
}

export function equalsCaseless(pattern: Caseless, value: string): boolean {
  return reach(pattern, value).has(value.length);
}

export function startsWithCaseless(pattern: Caseless, value: string): boolean {
  return reach(pattern, value).size > 0;
}

export function endsWithCaseless(pattern: Caseless, value: string): boolean {
  if (!pattern.isAligned) return reachBackwards(pattern, value).size > 0;
  const length = pattern.spellings.reduce((sum, [lower]) => sum + lower.length, 0);
  return length <= value.length && reach(pattern, value.slice(value.length - length)).size > 0;
}

/** The offsets at which the pattern can end when it starts at 0. A set, because spellings differ in length. */
function reach(pattern: Caseless, value: string): ReadonlySet<number> {
  let offsets = new Set([0]);
  for (const spellings of pattern.spellings) {
    const next = new Set<number>();
    for (const offset of offsets) {
      for (const spelling of spellings) {
        if (value.startsWith(spelling, offset)) next.add(offset + spelling.length);
      }
    }
    if (next.size === 0) return next;
    offsets = next;
  }
  return offsets;
}

/** The offsets at which the pattern can start when it ends at the end. */
function reachBackwards(pattern: Caseless, value: string): ReadonlySet<number> {
  let offsets = new Set([value.length]);
  for (const spellings of pattern.spellings.toReversed()) {
    const next = new Set<number>();
    for (const offset of offsets) {
      for (const spelling of spellings) {
        if (value.endsWith(spelling, offset) && offset >= spelling.length) next.add(offset - spelling.length);
      }
    }
    if (next.size === 0) return next;
    offsets = next;
  }
  return offsets;
}
