import {
  array,
  type BaseIssue,
  boolean,
  exactOptional,
  type GenericSchema,
  integer,
  maxLength,
  metadata,
  minLength,
  minValue,
  number,
  object,
  type ObjectEntries,
  type ObjectSchema,
  picklist,
  pipe,
  record,
  regex,
  safeInteger,
  string,
  title,
} from "valibot";

/*
 * The kinds of field that domain events are made of. Titles and metadata are for the documentation that is made of them,
 * and change nothing; what a field means in its event is in its family's words. Every message is fixed text: a validator's own messages quote
 * the value it refused, and no value of a payload may reach a log.
 */

const rfc3339 =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/** Any text. */
export const text = string("must be text");

/** An id, always text: numbers of 64 bits do not survive JavaScript. */
export const id = pipe(
  string("must be an id, as text"),
  minLength(1, "must not be empty"),
  maxLength(512, "must be an id of at most 512 characters"),
  title("id"),
);

/** Money in the currency's minor units (cents; yen as they are), an integer. */
export const amount = pipe(
  number("must be an integer in minor units"),
  safeInteger("must be an integer in minor units"),
  title("amount in minor units"),
);

/** An ISO 4217 code in upper case. */
export const currency = pipe(
  string("must be an ISO 4217 code"),
  regex(/^[A-Z]{3}$/, "must be an ISO 4217 code in upper case"),
  title("ISO 4217 currency"),
);

/** A moment, RFC 3339. Hookyard's own mappings give UTC. */
export const time = pipe(
  string("must be an RFC 3339 time"),
  regex(rfc3339, "must be an RFC 3339 time"),
  title("RFC 3339 time"),
  metadata({ format: "date-time" }),
);

/** A whole number from 0. */
export const count = pipe(
  number("must be a whole number"),
  integer("must be a whole number"),
  minValue(0, "must not be negative"),
  title("whole number"),
);

/** True or false. */
export const flag = boolean("must be true or false");

/** The sender's own notes about the entity, text by text. */
export const labels = record(text, text, "must be an object");

/** One of a closed list of words. */
export function oneOf<const Words extends readonly string[]>(
  words: Words,
): ReturnType<typeof picklist<Words, string>> {
  return picklist(words, `must be one of ${words.join(", ")}`);
}

/** A field that is absent where the provider does not say. Never `null`. */
export function maybe<const Schema extends GenericSchema>(
  schema: Schema,
): ReturnType<typeof exactOptional<Schema>> {
  return exactOptional(schema);
}

/** Several values of one kind. */
export function list<const Schema extends GenericSchema>(
  schema: Schema,
): ReturnType<typeof array<Schema, "must be a list">> {
  return array(schema, "must be a list");
}

/** Named fields. What is not named is left out of the event, and is still in `original`. */
export function shape<const Entries extends ObjectEntries>(
  entries: Entries,
): ObjectSchema<Entries, (issue: BaseIssue<unknown>) => string> {
  return object(entries, missingOrNoObject);
}

function missingOrNoObject(issue: BaseIssue<unknown>): string {
  return issue.received === "undefined" ? "is missing" : "must be an object";
}
