import type { CompiledPattern, HookyardEvent, JsonObject } from "@hookyard/core";
import { matches, parsePattern } from "@hookyard/core/pattern/index";

/** A consumer with what it wants, as plain data: it crosses threads. */
export interface WantedBy {
  readonly name: string;
  readonly pattern: JsonObject;
}

/** Says whether a consumer wants an event; each pattern is compiled once. */
export function createWants(): (consumer: WantedBy, event: HookyardEvent) => boolean {
  const patterns = new Map<string, CompiledPattern>();
  return ({ pattern }, event) => {
    const text = JSON.stringify(pattern);
    let compiled = patterns.get(text);
    if (compiled === undefined) patterns.set(text, (compiled = parsePattern(text)));
    return matches(compiled, event);
  };
}
