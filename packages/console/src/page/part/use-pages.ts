import type { Page } from "@hookyard/core/operator/operator";
import { useEffect, useRef, useState } from "preact/hooks";
import { messageOf } from "../api.ts";

export interface Pages<Row> {
  /** Of all pages so far. */
  readonly rows: readonly Row[];
  readonly error: string | undefined;
  /** Whether the first page is still on its way. */
  readonly isFirst: boolean;
  /** Asks for the next page, if there is one and none is on its way. */
  readonly more: () => void;
  /** Takes a row out: it is no longer what the list is of. */
  readonly remove: (row: Row) => void;
}

/** A list that is read a page at a time. Give the component a new `key` to begin again. */
export function usePages<Row>(ask: (cursor: string | undefined) => Promise<Page<Row>>): Pages<Row> {
  const [rows, setRows] = useState<readonly Row[]>([]);
  const [error, setError] = useState<string>();
  const [isFirst, setFirst] = useState(true);
  const place = useRef<{ cursor: string | undefined; isAsking: boolean; isDone: boolean }>({
    cursor: undefined,
    isAsking: false,
    isDone: false,
  });
  const isGone = useRef(false);
  const more = async (): Promise<void> => {
    if (place.current.isAsking || place.current.isDone) return;
    place.current.isAsking = true;
    try {
      const page = await ask(place.current.cursor);
      place.current = { cursor: page.next, isAsking: false, isDone: page.next === undefined };
      if (isGone.current) return;
      setRows((old) => [...old, ...page.rows]);
      setError(undefined);
    } catch (failure) {
      place.current.isAsking = false;
      if (!isGone.current) setError(messageOf(failure));
    } finally {
      if (!isGone.current) setFirst(false);
    }
  };
  useEffect(() => {
    isGone.current = false;
    void more();
    return () => {
      isGone.current = true;
    };
  }, []);
  return {
    rows,
    error,
    isFirst,
    more: () => void more(),
    remove: (row) => setRows((old) => old.filter((each) => each !== row)),
  };
}
