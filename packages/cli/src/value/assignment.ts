import type { Json } from "@hookyard/core/event";

/** `path=value` taken apart: the value is JSON where it can be read as that, else text. */
export interface Assignment {
  readonly path: string;
  readonly value: Json;
}

/** `undefined` when there is no `=`, or nothing before it. */
export function parseAssignment(text: string): Assignment | undefined {
  const equals = text.indexOf("=");
  if (equals < 1) return undefined;
  const path = text.slice(0, equals);
  if (path.split(".").some((name) => name === "" || name === "__proto__")) return undefined;
  return { path, value: parseValue(text.slice(equals + 1)) };
}

function parseValue(text: string): Json {
  try {
    return JSON.parse(text) as Json; // safe: what JSON.parse gives is Json by definition
  } catch {
    return text;
  }
}
