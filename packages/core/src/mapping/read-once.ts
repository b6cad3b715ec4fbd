import type { Json } from "../event.ts";
import type { Fields } from "../domain/read.ts";

/**
 * A reader of what is written inside a payload (JSON in a text, JSON in base64) that does so once, however many rows
 * ask. What it found goes with the payload.
 */
export function readOnce(read: (payload: Json) => Fields): (payload: Json) => Fields {
  const found = new WeakMap<object, Fields>();
  return (payload) => {
    if (typeof payload !== "object" || payload === null) return {};
    const known = found.get(payload);
    if (known !== undefined) return known;
    const fresh = read(payload);
    found.set(payload, fresh);
    return fresh;
  };
}

/** The fields of JSON text; none where it is other text. */
export function jsonFields(text: string): Fields {
  if (!text.startsWith("{")) return {};
  try {
    // safe: text that starts so is an object, or does not parse
    return JSON.parse(text) as Fields;
  } catch {
    return {}; // text that only looks like JSON
  }
}
