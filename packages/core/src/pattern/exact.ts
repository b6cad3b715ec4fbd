import type { Matcher } from "./field.ts";
import { hasSamePrefix, parseAddress } from "./ip-address.ts";

/**
 * A value written as it is. Strings match strings, `1` never matches `"1"`, numbers match by value
 * (`300`, `300.0` and `3.0e2` are one number) as doubles hold them.
 *
 * A number that a double cannot hold is compared by event-ruler as text. The digits of an event are gone once
 * it is parsed, so here it matches every number that parses to the same double.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 */
export function exactMatcher(expected: string | number | boolean | null): Matcher {
  const describe = JSON.stringify(expected);
  const address = typeof expected === "string" ? parseAddress(expected) : undefined;
  if (address === undefined) return { describe, matches: (value) => value === expected };
  // event-ruler compares an IP address as an address: "::1" matches "0:0:0:0:0:0:0:1".
  return {
    describe,
    matches: (value) => {
      const candidate = typeof value === "string" ? parseAddress(value) : undefined;
      return candidate !== undefined && hasSamePrefix(candidate, address, address.length * 8);
    },
  };
}
