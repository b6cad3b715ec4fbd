import type { Json } from "../event.ts";

/** What stands in a masked field. */
export const mask = "••••••";

export interface Masked<Value> {
  readonly value: Value;
  /** The masked fields, as paths with points: `data.original.card`; empty when none is. */
  readonly paths: readonly string[];
  /** What stood there, as text: to be taken out of other texts too. Short ones would hit what they should not. */
  readonly texts: readonly string[];
}

const shortestText = 4;

/**
 * A copy of an event with its sensitive fields masked. A path such as `data.original.card.number` goes through arrays,
 * `*` stands for any one name, and all that is under it is masked.
 */
export function maskFields<Value>(value: Value, sensitive: readonly string[]): Masked<Value> {
  const paths: string[] = [];
  const texts = new Set<string>();
  let masked = value as Json; // safe: events are JSON
  for (const path of sensitive) {
    masked = replace(masked, path.split("."), "", (at, found) => {
      paths.push(at);
      collect(found, texts);
    });
  }
  return { value: masked as Value, paths: [...new Set(paths)], texts: [...texts] }; // safe: only leaves differ
}

/** A text with what was masked elsewhere taken out. */
export function maskText(text: string, texts: readonly string[]): string {
  return [...texts]
    .sort((one, other) => other.length - one.length)
    .reduce((told, each) => told.replaceAll(each, mask), text);
}

/** Whether a field is at, above or under one of these: looking at it would tell what is masked. */
export function touchesSensitive(field: string, sensitive: readonly string[]): boolean {
  const words = field.split(".");
  return sensitive.some((path) => {
    const wanted = path.split(".");
    return words
      .slice(0, wanted.length)
      .every((word, index) => wanted[index] === "*" || wanted[index] === word);
  });
}

function replace(
  value: Json,
  [name, ...rest]: readonly string[],
  at: string,
  found: (at: string, value: Json) => void,
): Json {
  if (name === undefined) {
    if (value === mask) return value;
    found(at, value);
    return mask;
  }
  if (Array.isArray(value)) {
    return value.map((each: Json, index) => replace(each, [name, ...rest], `${at}.${index}`, found));
  }
  if (typeof value !== "object" || value === null) return value;
  const fields = value as { readonly [key: string]: Json }; // safe: neither null nor a list
  return Object.fromEntries(
    Object.entries(fields).map(([key, each]) => [
      key,
      name === "*" || name === key ? replace(each, rest, at === "" ? key : `${at}.${key}`, found) : each,
    ]),
  );
}

function collect(value: Json, texts: Set<string>): void {
  if (typeof value === "object" && value !== null) {
    for (const each of Object.values(value)) collect(each as Json, texts);
    return;
  }
  const text = String(value);
  if (text.length >= shortestText && typeof value !== "boolean" && value !== null) texts.add(text);
}
