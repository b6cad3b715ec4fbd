import type { Paint, Style } from "./paint.ts";
import { printable } from "./printable.ts";
import { textWidth, truncate } from "./text-width.ts";

export interface Column {
  readonly title: string;
  readonly align?: "left" | "right";
  /** May be cut to make the table fit; the others are shown whole. */
  readonly shrink?: boolean;
}

export type Cell = string | { readonly text: string; readonly style: Style };

export interface TableOptions {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  readonly paint: Paint;
  /** Columns of the terminal; without it nothing is cut. */
  readonly width?: number;
  readonly indent?: number;
}

const gap = 2;
const leastWidth = 10;

/** Lines of text with the columns under each other, each line ended. Nothing in a cell can leave it. */
export function renderTable({ columns, rows, paint, width, indent = 0 }: TableOptions): string {
  const texts = rows.map((row) => row.map(cellText));
  const natural = columns.map(({ title }, index) =>
    Math.max(textWidth(title), ...texts.map((row) => textWidth(row[index] ?? ""))),
  );
  const widths = width === undefined ? natural : fit(columns, natural, width - indent);
  const line = (cells: readonly string[], style: (index: number, text: string) => string): string => {
    const padded = cells.map((text, index) => {
      const last = index === columns.length - 1;
      const cut = truncate(text, widths[index] ?? 0);
      return pad(cut, style(index, cut), widths[index] ?? 0, columns[index]?.align ?? "left", last);
    });
    return `${" ".repeat(indent)}${padded.join(" ".repeat(gap))}`.trimEnd();
  };

  const head = line(
    columns.map(({ title }) => title),
    (_index, text) => paint("dim", text),
  );
  const body = rows.map((row, number) =>
    line(texts[number] ?? [], (index, text) => {
      const cell = row[index];
      return typeof cell === "object" ? paint(cell.style, text) : text;
    }),
  );
  return [head, ...body].map((text) => `${text}\n`).join("");
}

function cellText(cell: Cell): string {
  return printable(typeof cell === "string" ? cell : cell.text);
}

function pad(
  plain: string,
  painted: string,
  width: number,
  align: "left" | "right",
  isLast: boolean,
): string {
  const space = " ".repeat(Math.max(0, width - textWidth(plain)));
  if (align === "right") return space + painted;
  return isLast ? painted : painted + space;
}

/** Takes from the widest of the columns that may shrink until the line fits or none can give more. */
function fit(columns: readonly Column[], natural: readonly number[], available: number): readonly number[] {
  const widths = [...natural];
  let over = widths.reduce((sum, width) => sum + width, gap * (widths.length - 1)) - available;
  while (over > 0) {
    const candidates = widths.map((width, index) => (columns[index]?.shrink === true ? width : 0));
    const widest = Math.max(...candidates);
    if (widest <= leastWidth) break;
    const next = Math.max(leastWidth, ...candidates.filter((width) => width < widest));
    const sharing = candidates.filter((width) => width === widest).length;
    const take = Math.max(1, Math.min(widest - next, Math.ceil(over / sharing)));
    for (const [index, width] of candidates.entries()) {
      if (width !== widest || over <= 0) continue;
      widths[index] = widest - take;
      over -= take;
    }
  }
  return widths;
}
