import type { EventPage, EventSummary } from "@hookyard/core/operator/operator";
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { get, messageOf, type Query } from "../api.ts";
import { canBeLive, fitsSearch } from "./search.ts";
import { type LiveState, useLiveEvents } from "./use-live-events.ts";

export interface EventList {
  readonly rows: readonly EventSummary[];
  readonly error: string | undefined;
  /** A page is on its way. */
  readonly isLoading: boolean;
  /** There is no older one that fits. */
  readonly isWhole: boolean;
  /** How far back was looked, RFC 3339, where a search ended before it had found enough. */
  readonly searchedTo: string | undefined;
  readonly live: LiveState;
  /** Loads the next page, if there is one and none is on its way. */
  readonly more: () => void;
}

const pageSize = 100;
/** Older rows are let go when more come in live; searching finds them again. */
const mostLiveRows = 5_000;
/** Pages that a search looks through without a hit before it asks whether to go on. */
const mostEmptyPages = 50;
const refreshMilliseconds = 3_000;

/** Events that fit, newest first: pages on demand, new ones live at the top, the states of the newest kept fresh. */
export function useEvents(query: Query, wantsLive: boolean): EventList {
  const key = JSON.stringify(query);
  const [rows, setRows] = useState<readonly EventSummary[]>([]);
  const [error, setError] = useState<string>();
  const [isLoading, setLoading] = useState(false);
  const [isWhole, setWhole] = useState(false);
  const [searchedTo, setSearchedTo] = useState<string>();
  const current = useRef({ key, next: undefined as string | undefined, isLoading: false, isWhole: false });

  const load = useCallback(async (): Promise<void> => {
    const state = current.current;
    if (state.isLoading || state.isWhole) return;
    state.isLoading = true;
    setLoading(true);
    try {
      for (let pages = 0; pages < mostEmptyPages; pages += 1) {
        const page = await get<EventPage>("/v1/events", {
          ...query,
          limit: pageSize,
          cursor: state.next,
        });
        if (current.current !== state) return; // somebody searches for something else by now
        state.next = page.next;
        state.isWhole = page.next === undefined;
        setRows((old) => added(old, page.rows, "below"));
        setSearchedTo(page.searchedTo);
        if (page.rows.length > 0 || state.isWhole) break;
      }
      setError(undefined);
      setWhole(state.isWhole);
    } catch (thrown) {
      if (current.current === state) setError(messageOf(thrown));
    } finally {
      state.isLoading = false;
      if (current.current === state) setLoading(false);
    }
  }, [key]);

  useEffect(() => {
    current.current = { key, next: undefined, isLoading: false, isWhole: false };
    setRows([]);
    setWhole(false);
    setSearchedTo(undefined);
    setError(undefined);
    void load();
  }, [key]);

  const isOn = wantsLive && canBeLive(query);
  const latest = useRef(query);
  latest.current = query;
  const { state, error: liveError } = useLiveEvents({
    isOn,
    onEvents: (events) => {
      const fitting = events.filter((event) => fitsSearch(event, latest.current));
      if (fitting.length > 0) setRows((old) => added(old, fitting, "above").slice(0, mostLiveRows));
    },
  });
  useFreshStates(isOn, query, setRows);
  return {
    rows,
    error: error ?? liveError,
    isLoading,
    isWhole,
    searchedTo,
    live: state,
    more: () => void load(),
  };
}

/** What is delivered a moment later is shown a moment later. */
function useFreshStates(
  isOn: boolean,
  query: Query,
  setRows: (change: (old: readonly EventSummary[]) => readonly EventSummary[]) => void,
): void {
  const key = JSON.stringify(query);
  useEffect(() => {
    if (!isOn) return undefined;
    const stop = new AbortController();
    const refresh = async (): Promise<void> => {
      if (document.visibilityState !== "visible") return;
      const { rows } = await get<EventPage>("/v1/events", { ...query, limit: pageSize }, stop.signal);
      const fresh = new Map(rows.map((row) => [row.id, row]));
      setRows((old) => old.map((row) => fresh.get(row.id) ?? row));
    };
    // The stream says it when Hookyard does not answer.
    const timer = setInterval(() => void refresh().catch(() => undefined), refreshMilliseconds);
    return () => {
      stop.abort();
      clearInterval(timer);
    };
  }, [isOn, key]);
}

function added(
  old: readonly EventSummary[],
  fresh: readonly EventSummary[],
  where: "above" | "below",
): readonly EventSummary[] {
  const known = new Set(old.map(({ id }) => id));
  const unseen = fresh.filter(({ id }) => !known.has(id));
  return where === "above" ? [...unseen, ...old] : [...old, ...unseen];
}
