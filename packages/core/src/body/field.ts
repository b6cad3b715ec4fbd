import type { Json, JsonObject } from "../event.ts";

/** What stands at a dotted path (`data.object.id`, `items.0.id`), or `undefined`. Own properties only. */
export function fieldAt(value: Json | undefined, path: string): Json | undefined {
  let current = value;
  for (const name of namesIn(path)) {
    if (typeof current !== "object" || current === null || !Object.hasOwn(current, name)) return undefined;
    current = (current as JsonObject)[name]; // safe: own property, of an array or an object alike
  }
  return current;
}

/** Paths are written in the code, and asked for with every event: each is taken apart once. */
const namesByPath = new Map<string, readonly string[]>();
const maxPaths = 4_096;

function namesIn(path: string): readonly string[] {
  const known = namesByPath.get(path);
  if (known !== undefined) return known;
  const names = path.split(".");
  if (namesByPath.size < maxPaths) namesByPath.set(path, names); // some are made of a payload's words
  return names;
}

/** A field that is text and not empty, or a whole number as text; ids are always text. */
export function textAt(value: Json | undefined, path: string): string | undefined {
  const found = fieldAt(value, path);
  if (typeof found === "string" && found !== "") return found;
  return typeof found === "number" && Number.isSafeInteger(found) ? String(found) : undefined;
}

/** A time in Unix seconds, whole or not (`1700000000`, `"1700000000.000200"`). */
export function unixTimeAt(value: Json | undefined, path: string): Date | undefined {
  const found = fieldAt(value, path);
  const seconds = typeof found === "string" && /^\d{1,12}(?:\.\d{1,9})?$/.test(found) ? Number(found) : found;
  return typeof seconds === "number" ? validDate(seconds * 1000) : undefined;
}

/** A time in Unix milliseconds, a whole number or its digits as text. */
export function unixMillisecondsAt(value: Json | undefined, path: string): Date | undefined {
  const found = fieldAt(value, path);
  const milliseconds = typeof found === "string" && /^\d{1,16}$/.test(found) ? Number(found) : found;
  return typeof milliseconds === "number" ? validDate(milliseconds) : undefined;
}

/** A time as ISO 8601 text with its offset. */
export function isoTimeAt(value: Json | undefined, path: string): Date | undefined {
  const found = fieldAt(value, path);
  return typeof found === "string" ? parseIsoTime(found) : undefined;
}

/** ISO 8601 text with its offset as a time; `undefined` when it is none. Digits beyond milliseconds are cut off. */
export function parseIsoTime(text: string): Date | undefined {
  if (!/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/.test(text)) return undefined;
  return validDate(Date.parse(text.replace(" ", "T").replace(/(\.\d{3})\d+/, "$1")));
}

function validDate(milliseconds: number): Date | undefined {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
