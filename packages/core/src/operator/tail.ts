import type { EventsAfter, EventSummary, Operator } from "./operator.ts";
import type { Wait } from "./wait.ts";

export interface TailOptions {
  readonly operator: Operator;
  /** Where to go on from; without it, from now. */
  readonly cursor: string | undefined;
  readonly format: "sse" | "ndjson";
  readonly wait: Wait;
}

/** One event of a newline-delimited tail. `cursor` stands on the last row of each page: give it back to go on. */
export interface TailRow {
  readonly event: EventSummary;
  readonly cursor?: string;
}

const pageSize = 100;
const pollMilliseconds = 250;
const keepAlivePolls = 60; // 15 s: what proxies and clients take for silence is 30 s and up
/** What is sent while nothing comes. */
const beat = { sse: (cursor: string) => `id: ${cursor}\n\n`, ndjson: () => "\n" } as const;

/**
 * Events as they arrive, without end. It reads one page ahead of its reader at most: a reader that does not read
 * costs nothing here, and finds the rest when it goes on. Server-sent events begin at once with where to go on from: some
 * servers send no headers before the first bytes, and who is cut off before anything came misses nothing.
 */
export function createTail({
  operator,
  cursor: start,
  format,
  wait,
}: TailOptions): ReadableStream<Uint8Array> {
  const write = format === "sse" ? serverSentEvents : lines;
  const stop = new AbortController();
  const encoder = new TextEncoder();
  let cursor = start;
  let hasBegun = false;

  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const isFirst = !hasBegun;
        hasBegun = true;
        for (let polls = 0; polls < keepAlivePolls; polls += 1) {
          const page = await operator.eventsAfter(cursor, pageSize);
          if (stop.signal.aborted) return;
          cursor = page.cursor;
          if (page.rows.length > 0) return controller.enqueue(encoder.encode(write(page)));
          if (isFirst && format === "sse") break;
          await wait(pollMilliseconds, stop.signal);
          if (stop.signal.aborted) return;
        }
        controller.enqueue(encoder.encode(beat[format](cursor ?? "")));
      },
      cancel() {
        stop.abort();
      },
    },
    { highWaterMark: 0 },
  );
}

function lines({ rows, cursor }: EventsAfter): string {
  return rows
    .map((event, index) => `${JSON.stringify(tailRow(event, cursor, index === rows.length - 1))}\n`)
    .join("");
}

function tailRow(event: EventSummary, cursor: string, isLast: boolean): TailRow {
  return isLast ? { event, cursor } : { event };
}

// An id only on the last of a page: a client that is cut off in between goes on from the page before, and sees some
// events twice rather than missing any.
function serverSentEvents({ rows, cursor }: EventsAfter): string {
  return rows
    .map(
      (event, index) =>
        `${index === rows.length - 1 ? `id: ${cursor}\n` : ""}data: ${JSON.stringify(event)}\n\n`,
    )
    .join("");
}
