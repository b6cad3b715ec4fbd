import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { CallError, messageOf } from "./api.ts";

export interface Data<Value> {
  /** The newest answer; stays while the next one is on its way, and when that fails. */
  readonly value: Value | undefined;
  readonly error: string | undefined;
  /** The code of the problem, where there is one. */
  readonly code: string | undefined;
  /** Asks again now. */
  readonly reload: () => void;
}

/**
 * An answer of the engine, asked for again every so many seconds while somebody looks. `key` says what is asked for:
 * when it changes, the old answer goes.
 *
 * @example useData("overview", () => get<Overview>("/v1/overview"), 2)
 */
export function useData<Value>(
  key: string,
  ask: (signal: AbortSignal) => Promise<Value>,
  everySeconds?: number,
): Data<Value> {
  const [state, setState] = useState<{ key: string; value?: Value; error?: string; code?: string }>({ key });
  const [turn, setTurn] = useState(0);
  const asking = useRef(ask);
  asking.current = ask;

  useEffect(() => {
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async (): Promise<void> => {
      try {
        const value = await asking.current(stop.signal);
        if (!stop.signal.aborted) setState({ key, value });
      } catch (error) {
        if (stop.signal.aborted) return;
        const failure = { error: messageOf(error), ...(error instanceof CallError && { code: error.code }) };
        setState((old) => ({
          key,
          ...(old.key === key && old.value !== undefined && { value: old.value }),
          ...failure,
        }));
      }
      if (everySeconds !== undefined && !stop.signal.aborted) timer = setTimeout(again, everySeconds * 1000);
    };
    // A page in the background asks for nothing.
    const again = (): void => {
      if (document.visibilityState === "visible") void look();
      else document.addEventListener("visibilitychange", again, { once: true, signal: stop.signal });
    };
    void look();
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [key, turn, everySeconds]);

  const isCurrent = state.key === key;
  return {
    value: isCurrent ? state.value : undefined,
    error: isCurrent ? state.error : undefined,
    code: isCurrent ? state.code : undefined,
    reload: useCallback(() => setTurn((old) => old + 1), []),
  };
}
