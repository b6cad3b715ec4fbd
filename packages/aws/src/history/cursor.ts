import { OperatorError } from "@hookyard/core/operator/operator-error";

const cursorForm = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z#(?:\d{6}#evt_[0-9a-f]{32})?$/;

/** Before every event. */
export const beginning = `${new Date(0).toISOString()}#`;

/** A cursor is the sort key of an event. Throws `OperatorError` on a text that this history never gave. */
export function readCursor(cursor: string): string {
  if (cursorForm.test(cursor)) return cursor;
  const message = "write the cursor that the last page gave as `next`";
  throw new OperatorError("request_invalid", `cursor: ${message}`, {
    fields: [{ field: "cursor", message }],
  });
}
