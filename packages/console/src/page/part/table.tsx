import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from "@tanstack/virtual-core";
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useLayoutEffect, useReducer, useRef, useState } from "preact/hooks";

export interface Column<Row> {
  readonly title: string;
  /** As a track of a CSS grid: `8rem`, `minmax(0, 2fr)`. */
  readonly width: string;
  readonly cell: (row: Row) => ComponentChildren;
  /** Left out where the screen is narrow. */
  readonly isExtra?: boolean;
}

export interface TableProps<Row> {
  /** What is in it, for screen readers. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** The row that keys act on. */
  readonly selected?: string | undefined;
  readonly onOpen?: (row: Row) => void;
  /** Told when the end comes into sight: load the next page. */
  readonly onEnd?: () => void;
  /** How tall it may get, in rows; default: as the page has room. */
  readonly mostRows?: number;
}

const rowPixels = 40;
const narrowPixels = 60;
/** Rows that are made beyond what is seen, on both sides. */
const overscan = 8;

/** A table of any length: only the rows in sight are on the page. */
export function Table<Row>({
  label,
  columns,
  rows,
  keyOf,
  selected,
  onOpen,
  onEnd,
  mostRows,
}: TableProps<Row>): JSX.Element {
  const scroller = useRef<HTMLDivElement>(null);
  const isNarrow = useIsNarrow();
  const rowHeight = isNarrow ? narrowPixels : rowPixels;
  const shown = isNarrow ? columns.filter(({ isExtra }) => isExtra !== true) : columns;
  const virtual = useVirtual(scroller, rows.length, rowHeight);
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? -1;

  useEffect(() => {
    if (last >= rows.length - 1 && rows.length > 0) onEnd?.();
  }, [last, rows.length]);
  const selectedIndex = selected === undefined ? -1 : rows.findIndex((each) => keyOf(each) === selected);
  useEffect(() => {
    if (selectedIndex >= 0) virtual.scrollToIndex(selectedIndex, { align: "auto" });
  }, [selected]);

  useSteadyPosition(scroller, rows, keyOf, rowHeight);

  const tracks = isNarrow ? undefined : { gridTemplateColumns: shown.map(({ width }) => width).join(" ") };
  const height = mostRows === undefined ? undefined : Math.min(mostRows, rows.length) * rowHeight + 37;
  return (
    <div class="table" role="table" aria-label={label} aria-rowcount={rows.length + 1}>
      <div
        class={mostRows === undefined ? "table-scroll table-tall" : "table-scroll"}
        ref={scroller}
        tabIndex={0}
        role="rowgroup"
        aria-label={label}
        style={height === undefined ? undefined : { height }}
      >
        <div
          class={shown.length === 2 ? "table-head table-head-pair" : "table-head"}
          role="row"
          style={tracks}
          aria-rowindex={1}
        >
          {shown.map(({ title }) => (
            <div key={title} role="columnheader">
              {title}
            </div>
          ))}
        </div>
        <div role="presentation" class="table-body" style={{ height: virtual.getTotalSize() }}>
          {items.map(({ index, start }) => {
            const row = rows[index];
            if (row === undefined) return null;
            const key = keyOf(row);
            return (
              <div
                key={key}
                role="row"
                aria-rowindex={index + 2}
                class={key === selected ? "table-row table-row-selected" : "table-row"}
                style={{ ...tracks, height: rowHeight, transform: `translateY(${start}px)` }}
                onClick={(event) => {
                  if (!(event.target instanceof Element && event.target.closest("a, button, input") !== null))
                    onOpen?.(row);
                }}
              >
                {shown.map(({ title, cell }) => (
                  <div key={title} role="cell" class="table-cell">
                    {cell(row)}
                  </div>
                ))}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

function useVirtual(
  scroller: { readonly current: HTMLDivElement | null },
  count: number,
  rowHeight: number,
): Virtualizer<HTMLDivElement, HTMLDivElement> {
  const [, render] = useReducer((turn: number) => turn + 1, 0);
  const options = {
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan,
    observeElementRect,
    observeElementOffset,
    scrollToFn: elementScroll,
    onChange: () => render(undefined),
  };
  const [virtual] = useState(() => new Virtualizer<HTMLDivElement, HTMLDivElement>(options));
  virtual.setOptions(options);
  useLayoutEffect(() => virtual._didMount(), []);
  useLayoutEffect(() => virtual._willUpdate());
  useLayoutEffect(() => virtual.measure(), [rowHeight]);
  return virtual;
}

/** Who reads further down goes on reading the same rows when new ones come in at the top. */
function useSteadyPosition<Row>(
  scroller: { readonly current: HTMLDivElement | null },
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  rowHeight: number,
): void {
  const [first] = rows;
  const firstKey = first === undefined ? undefined : keyOf(first);
  const before = useRef(firstKey);
  useLayoutEffect(() => {
    const element = scroller.current;
    const more = rows.findIndex((row) => keyOf(row) === before.current);
    before.current = firstKey;
    if (element !== null && element.scrollTop > 0 && more > 0) element.scrollTop += more * rowHeight;
  }, [firstKey]);
}

const narrow = "(max-width: 47.99rem)";

function useIsNarrow(): boolean {
  const [isNarrow, setNarrow] = useState(() => matchMedia(narrow).matches);
  useEffect(() => {
    const query = matchMedia(narrow);
    const listen = (): void => setNarrow(query.matches);
    query.addEventListener("change", listen);
    return () => query.removeEventListener("change", listen);
  }, []);
  return isNarrow;
}
