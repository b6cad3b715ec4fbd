import type { EventHistory } from "@hookyard/core/port/event-history";
import { eventDetail } from "./event-detail.ts";
import { searchEvents, type SearchOptions } from "./event-search.ts";
import { tailAfter, type TailOptions, tailStart } from "./event-tail.ts";

export interface EventHistoryOptions extends SearchOptions, TailOptions {}

const defaultTailLagMilliseconds = 2_000;

/**
 * Events and what became of them, from the table. Publishing is what appends (decision 0001). A search looks at a
 * bounded number of events a page: go on by `next`.
 */
export function createEventHistory(options: EventHistoryOptions): EventHistory {
  const { tailLagMilliseconds = defaultTailLagMilliseconds } = options;
  return {
    event: (id) => eventDetail(id, options),
    events: (query) => searchEvents(options, query),
    eventsAfter: async (cursor, limit) =>
      cursor === undefined
        ? await tailStart(options)
        : await tailAfter(cursor, limit, { ...options, tailLagMilliseconds }),
  };
}
