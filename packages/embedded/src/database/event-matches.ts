import type { DatabaseSync } from "node:sqlite";
import type { CompiledPattern } from "@hookyard/core";
import { parseEvent } from "@hookyard/core/envelope";
import { matches, parsePattern } from "@hookyard/core/pattern/index";

/** The name of the SQL function that says whether an event's JSON matches a pattern's. */
export const eventMatches = "event_matches";

/** Patterns are the operators' own words: a few at a time. */
const mostCompiled = 100;

/** Lets SQL on this connection evaluate EventBridge patterns: `event_matches(pattern, event)`, both JSON. */
export function addEventMatches(database: DatabaseSync): void {
  const compiled = new Map<string, CompiledPattern>();
  database.function(eventMatches, { deterministic: true }, (pattern, text) => {
    let known = compiled.get(String(pattern));
    if (known === undefined) {
      known = parsePattern(String(pattern));
      if (compiled.size >= mostCompiled) compiled.clear();
      compiled.set(String(pattern), known);
    }
    return matches(known, parseEvent(String(text))) ? 1 : 0;
  });
}
