/** The fields of a payload's object, of which nothing is known yet: the domain schema looks at what comes out. */
export type Fields = Readonly<Record<string, unknown>>;

const none: Fields = Object.freeze({});

/** The fields of an object; no fields at all when the value is something else. */
export function fields(value: unknown): Fields {
  // safe: any object can be read as fields of unknown values
  return typeof value === "object" && value !== null ? (value as Fields) : none;
}

/** The elements of an array; none when the value is something else. */
export function elements(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/**
 * An id as text: text as it is, a whole number in its digits. A number beyond 2^53 has lost digits already when it
 * was parsed, so it is `undefined`: no id is better than a wrong one.
 */
export function idText(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  return typeof value === "number" && Number.isSafeInteger(value) ? String(value) : undefined;
}

/** The id of what a provider gives as its id or, expanded, as an object with that id. */
export function idOf(value: unknown): string | undefined {
  return idText(typeof value === "object" ? fields(value)["id"] : value);
}

/**
 * A moment in RFC 3339 and UTC, from a text with its zone or from seconds since 1970. `undefined` when it is neither;
 * a text without a zone means another moment on each machine, so it is not read.
 */
export function instant(value: unknown): string | undefined {
  if (typeof value === "number") return toIso(value * 1000);
  if (typeof value !== "string" || !zoned.test(value)) return undefined;
  return toIso(Date.parse(value));
}

const zoned = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:[Zz]|[+-]\d\d:?\d\d)$/;

function toIso(milliseconds: number): string | undefined {
  // 0000-01-01 to 9999-12-31: outside, toISOString writes years that RFC 3339 does not know
  const isWritable = milliseconds >= -62_167_219_200_000 && milliseconds < 253_402_300_800_000;
  return isWritable ? new Date(milliseconds).toISOString() : undefined;
}

/** A text in upper case, such as a currency that a provider writes small. */
export function upperCase(value: unknown): string | undefined {
  return typeof value === "string" ? value.toUpperCase() : undefined;
}

/** The value when it is one of the words, else `undefined`: a word that is new at the provider is left out. */
export function known<const Word extends string>(value: unknown, words: readonly Word[]): Word | undefined {
  return words.find((word) => word === value);
}

/** A text that says something: `undefined` for an empty one, or none. */
export function someText(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/**
 * Our word for a provider's, by a table of both: `undefined` for a word that is not in it, and for what is no text. Of
 * the table only its own entries count: a payload may say `constructor`.
 */
export function translate<Word>(value: unknown, words: Readonly<Record<string, Word>>): Word | undefined {
  return typeof value === "string" && Object.hasOwn(words, value) ? words[value] : undefined;
}
