import { payloadDigest } from "./envelope.ts";
import type { Json, JsonObject } from "./event.ts";

/**
 * An id for an event that comes without one: a digest of its payload, in whatever order the fields stand, so that the
 * provider's record of it gets the same. Without the top-level fields in `left`, which differ between two sendings of one
 * event: else each retry would be an event of its own.
 */
export function contentId(type: string, payload: Json, left: readonly string[]): string {
  const kept = isObject(payload)
    ? Object.fromEntries(Object.entries(payload).filter(([name]) => !left.includes(name)))
    : payload;
  return `${type}:${payloadDigest(JSON.stringify(kept, inOrder))}`;
}

/** The fields of each object by name. */
function inOrder(_name: string, value: unknown): unknown {
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
