import type { Json, JsonObject } from "@hookyard/core";

/** What a provider answered, with its status already looked at. */
export interface Answer {
  readonly status: number;
  /** `null` where there was no body. Whole numbers beyond 2^53 come as text. */
  readonly json: Json;
  readonly header: (name: string) => string | undefined;
  /** Text of the answer without the secrets that the call carried: for messages. */
  readonly withoutSecrets: (text: string) => string;
}

/** A field of an answer is not what the documentation says. Holds the field's path and never its value. */
export class AnswerShapeError extends Error {
  override readonly name = "AnswerShapeError";
  readonly path: string;
  readonly expected: string;

  constructor(path: string, expected: string) {
    super(`${path === "" ? "the answer" : path} is not ${expected}`);
    this.path = path;
    this.expected = expected;
  }
}

/** The value at a dotted path, `undefined` where a step is missing. */
export function valueAt(value: Json | undefined, path: string): Json | undefined {
  if (path === "") return value;
  let at: Json | undefined = value;
  for (const name of path.split(".")) {
    if (typeof at !== "object" || at === null) return undefined;
    if (Array.isArray(at)) at = at[Number(name)] as Json | undefined;
    else at = Object.hasOwn(at, name) ? (at as JsonObject)[name] : undefined;
  }
  return at;
}

/** Text at a path; numbers, which some providers use for ids, as text. Throws {@link AnswerShapeError}. */
export function textAt(value: Json, path: string): string {
  const found = optionalTextAt(value, path);
  if (found === undefined) throw new AnswerShapeError(path, "text");
  return found;
}

/** The same, `undefined` where it is absent, null or no text. */
export function optionalTextAt(value: Json, path: string): string | undefined {
  const found = valueAt(value, path);
  if (typeof found === "string") return found;
  return typeof found === "number" ? String(found) : undefined;
}

/** A time at a path, as text that `Date` reads. Throws {@link AnswerShapeError}: a wrong one would be in no range. */
export function timeAt(value: Json, path: string): Date {
  const time = new Date(textAt(value, path));
  if (Number.isNaN(time.getTime())) throw new AnswerShapeError(path, "a time");
  return time;
}

/** A time at a path, as seconds since 1970, a number or text. Throws {@link AnswerShapeError}. */
export function secondsAt(value: Json, path: string): Date {
  const time = new Date(Number(textAt(value, path)) * 1000);
  if (Number.isNaN(time.getTime())) throw new AnswerShapeError(path, "seconds since 1970");
  return time;
}

/** A list at a path. Throws {@link AnswerShapeError}. */
export function listAt(value: Json, path: string): readonly Json[] {
  const found = valueAt(value, path);
  if (!Array.isArray(found)) throw new AnswerShapeError(path, "a list");
  return found as readonly Json[];
}

/** The same, empty where it is absent or null. */
export function optionalListAt(value: Json, path: string): readonly Json[] {
  const found = valueAt(value, path);
  return found === undefined || found === null ? [] : listAt(value, path);
}

/** A list of texts. Throws {@link AnswerShapeError}. */
export function textsAt(value: Json, path: string): readonly string[] {
  return listAt(value, path).map((each, index) => {
    if (typeof each !== "string") throw new AnswerShapeError(`${path}.${index}`, "text");
    return each;
  });
}

/** An object at a path. Throws {@link AnswerShapeError}. */
export function objectAt(value: Json, path: string): JsonObject {
  const found = valueAt(value, path);
  if (typeof found !== "object" || found === null || Array.isArray(found))
    throw new AnswerShapeError(path, "an object");
  return found as JsonObject; // safe: an object that is no list
}

/** Whether the value at a path is `true`. */
export function isTrueAt(value: Json, path: string): boolean {
  return valueAt(value, path) === true;
}
