import type { Json } from "../event.ts";
import { OperatorError } from "../operator/operator-error.ts";
import type { FieldChange } from "../port/replays.ts";

// Node 24 has them, TypeScript's library does not know them yet: https://tc39.es/proposal-json-parse-with-source/
const { rawJSON, isRawJSON } = JSON as typeof JSON & {
  rawJSON(text: string): object;
  isRawJSON(value: unknown): boolean;
};

/** A field of an event and what it is to be. */
export interface FieldEdit {
  /** Names with points between, numbers for places in a list: `data.items.0.amount`. Below `data` only. */
  readonly path: string;
  /** Absent: the field goes. */
  readonly value?: Json;
}

export interface EditedEvent {
  readonly text: string;
  readonly changes: readonly FieldChange[];
}

/**
 * An event with fields changed, and what was there before. Digits that a JavaScript number cannot hold stay as they
 * are. Throws `OperatorError` `request_invalid` where a path leads out of `data` or through something without fields.
 */
export function editEvent(text: string, edits: readonly FieldEdit[]): EditedEvent {
  const event: unknown = JSON.parse(text, keepDigits);
  const changes = edits.map((edit) => change(event, edit));
  return { text: JSON.stringify(event), changes };
}

function change(event: unknown, { path, value }: FieldEdit): FieldChange {
  const names = path.split(".");
  const last = names.at(-1) ?? "";
  if (names[0] !== "data" || names.length < 2 || names.some((name) => name === "" || name === "__proto__")) {
    throw refusal(
      path,
      "it must lead below data, such as data.amount: what names the event cannot be changed",
    );
  }
  let parent: unknown = event;
  for (const name of names.slice(0, -1)) parent = field(parent, name, path);
  if (!hasFields(parent)) throw refusal(path, "there is nothing with fields at this place");
  const before = Object.hasOwn(parent, last) ? parent[last] : undefined;
  if (Array.isArray(parent) && !/^\d+$/.test(last)) throw refusal(path, "a list has places, not names");
  if (Array.isArray(parent) && Number(last) > parent.length) throw refusal(path, "the list is not that long");
  if (value === undefined) remove(parent, last);
  else parent[last] = value;
  return {
    path,
    ...(before !== undefined && { before: plain(before) }),
    ...(value !== undefined && { after: value }),
  };
}

function remove(parent: Record<string, unknown>, name: string): void {
  if (Array.isArray(parent)) parent.splice(Number(name), 1);
  else delete parent[name];
}

function field(parent: unknown, name: string, path: string): unknown {
  if (hasFields(parent) && Object.hasOwn(parent, name)) return parent[name];
  throw refusal(path, `there is no ${name} on the way`);
}

function hasFields(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !isRawJSON(value);
}

/** A value without the digits' own form, as an operator sees it. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_key, each: unknown, context?: { readonly source?: string }) =>
    isLong(each) && context?.source !== undefined ? context.source : each,
  );
}

function keepDigits(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  // What a double would change is kept as it was written: long ids, 1.10, 1e400.
  if (typeof value !== "number" || context?.source === undefined) return value;
  return String(value) === context.source ? value : rawJSON(context.source);
}

function isLong(value: unknown): boolean {
  return typeof value === "number" && !Number.isSafeInteger(value) && Number.isInteger(value);
}

function refusal(path: string, why: string): OperatorError {
  const message = `${path}: ${why}`;
  return new OperatorError("request_invalid", `The event cannot be edited so: ${message}.`, {
    fields: [{ field: "changes", message }],
  });
}
