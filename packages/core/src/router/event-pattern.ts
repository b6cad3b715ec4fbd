import type { Json, JsonObject } from "../event.ts";
import { compilePattern, matches } from "../pattern/index.ts";
import type { TypePattern } from "./type-pattern.ts";
import type { Wanted } from "./wanted.ts";

/**
 * `on` and `where` as one EventBridge pattern over the event. EventBridge takes one list a field, so a `type` in
 * `where` is worked out here into the exact types that both leave.
 */
export function eventPattern(
  on: readonly TypePattern[],
  where: JsonObject | undefined,
  wanted: Wanted,
): JsonObject {
  if (wanted.everything) return where ?? { type: [{ exists: true }] };
  if (where?.["type"] === undefined) return { type: on.flatMap(typeValue), ...where };
  const narrowed = compilePattern({ type: where["type"] });
  return { ...where, type: [...wanted.domainTypes].filter((type) => matches(narrowed, { type })) };
}

function typeValue(pattern: TypePattern): readonly Json[] {
  switch (pattern.kind) {
    case "every":
      return [{ exists: true }];
    case "prefix":
      return [{ prefix: pattern.prefix }];
    case "exact":
      return [pattern.type];
  }
}
