/** Rows of cells under a heading each. All cells are text already. */
export interface Table {
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** For a terminal: the first column to the left, the others to the right. */
export function textTable({ headings, rows }: Table): string {
  const all = [headings, ...rows];
  const widths = headings.map((_heading, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    widths.map((width, column) => pad(row[column] ?? "", width, column)).join("  ");
  return all.map((row) => `  ${line(row)}`.trimEnd()).join("\n");
}

/** For a page. */
export function markdownTable({ headings, rows }: Table): string {
  const line = (row: readonly string[]): string => `| ${row.join(" | ")} |`;
  const rule = headings.map((_heading, column) => (column === 0 ? "---" : "---:"));
  return [line(headings), line(rule), ...rows.map(line)].join("\n");
}

function pad(cell: string, width: number, column: number): string {
  return column === 0 ? cell.padEnd(width) : cell.padStart(width);
}
