import { OperatorError } from "@hookyard/core/operator/operator-error";

/** Reads a cursor that this database gave out: whole numbers with points between. Throws `OperatorError` on any other text. */
export function readCursor(text: string, parts: 1): readonly [number];
export function readCursor(text: string, parts: 2): readonly [number, number];
export function readCursor(text: string, parts: number): readonly number[] {
  const numbers = text.split(".").map((part) => (/^\d{1,16}$/.test(part) ? Number(part) : Number.NaN));
  if (numbers.length === parts && numbers.every(Number.isSafeInteger)) return numbers;
  const message = "write the cursor that the last page gave as `next`";
  throw new OperatorError("request_invalid", `cursor: ${message}`, {
    fields: [{ field: "cursor", message }],
  });
}
