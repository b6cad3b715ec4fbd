import { OperatorError } from "@hookyard/core/operator/operator-error";

const sortKeyForm = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z#(?:\\d{6}#evt_[0-9a-f]{32})?";
const listCursor = new RegExp(`^${sortKeyForm}$`);
const tailCursor = new RegExp(`^(${sortKeyForm})(?:~((?:[\\w-]{8})*))?$`);

/** Before every event. */
export const beginning = `${new Date(0).toISOString()}#`;

/** A list's cursor is the sort key of an event. Throws `OperatorError` on a text that this history never gave. */
export function readCursor(cursor: string): string {
  if (listCursor.test(cursor)) return cursor;
  throw cursorRefused();
}

/** Where a tail is. */
export interface TailPlace {
  /** The sort key up to which everything was given. */
  readonly from: string;
  /** What was given after it, by {@link markOf}. */
  readonly given: ReadonlySet<string>;
}

/** A tail's cursor: `<from>~<marks>`. */
export function tailCursorOf({ from, given }: TailPlace): string {
  return given.size === 0 ? from : `${from}~${[...given].join("")}`;
}

/** Reads {@link tailCursorOf} back. Throws `OperatorError` on a text that this history never gave. */
export function readTailCursor(cursor: string): TailPlace {
  const [, from, marks = ""] = tailCursor.exec(cursor) ?? [];
  if (from === undefined) throw cursorRefused();
  return { from, given: new Set(marks.match(/.{8}/g)) };
}

/** Eight characters that tell an event from some hundred others: 48 bits of its id, which is a hash. */
export function markOf(eventId: string): string {
  return Buffer.from(eventId.slice("evt_".length, "evt_".length + 12), "hex").toString("base64url");
}

function cursorRefused(): OperatorError {
  const message = "write the cursor that the last page gave as `next`";
  return new OperatorError("request_invalid", `cursor: ${message}`, {
    fields: [{ field: "cursor", message }],
  });
}
