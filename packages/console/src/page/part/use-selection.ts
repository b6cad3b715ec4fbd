import { useState } from "preact/hooks";

export interface Selection<Row> {
  /** The chosen row, while it is there. */
  readonly selected: Row | undefined;
  readonly next: () => void;
  readonly previous: () => void;
  readonly select: (row: Row) => void;
}

/** One row of a list that keys act on. It is remembered by its key: new rows above do not move it. */
export function useSelection<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Selection<Row> {
  const [key, setKey] = useState<string>();
  const index = key === undefined ? -1 : rows.findIndex((row) => keyOf(row) === key);
  const move = (to: number): void => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, to))];
    if (row !== undefined) setKey(keyOf(row));
  };
  return {
    selected: rows[index],
    next: () => move(index + 1),
    previous: () => move(index - 1),
    select: (row) => setKey(keyOf(row)),
  };
}
