/** How large a pattern may be, and how far into an event the matcher looks. Over a pattern's limit: `PatternError`. */
export const limits = {
  /**
   * Characters of the pattern as compact JSON text (as it is written, for `parsePattern`). EventBridge's
   * quota is 2,048 by default and can be raised to 4,096, so a pattern over 2,048 may need a quota request.
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
   */
  maxPatternCharacters: 4096,
  /**
   * Rule combinations: the product of the lengths of all `$or` arrays, nested ones included.
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
   */
  maxCombinations: 1000,
  /**
   * `*` in one wildcard value. AWS refuses wildcards that are "too complex" and publishes no number; the one
   * pattern it publishes as refused, `*:*:*:*:*:event-bus/*`, has six. Ours matches in linear time anyhow.
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
   */
  maxWildcards: 5,
  /** Levels of a pattern, and segments of a dotted path. Ours: AWS names none; it bounds our recursion. */
  maxDepth: 200,
  /**
   * Arrays around one value of an event; what is deeper is treated as absent. event-ruler cannot read such
   * an event at all: 1,000 is the nesting limit of Jackson, the JSON parser under it.
   */
  maxEventNesting: 1000,
  /**
   * Steps of the search that takes over when an event spells one path in two ways (`{"a.b": …, "a": {"b": …}}`)
   * and the tree evaluation cannot decide. Ours; when they are used up the event does not match.
   */
  maxSearchSteps: 1_000_000,
} as const;
