import type { EventSummary } from "@hookyard/core/operator/operator";
import { useEffect, useState } from "preact/hooks";
import { messageOf, openStream } from "../api.ts";

export type LiveState = "connecting" | "live" | "off";

export interface LiveEventsOptions {
  readonly isOn: boolean;
  /** Told a few times a second at most, with all that came meanwhile, newest first. */
  readonly onEvents: (events: readonly EventSummary[]) => void;
}

/** Between two tellings: enough for the eye, and little for the page, however much comes. */
const tellMilliseconds = 200;
const againMilliseconds = 2_000;

/**
 * Events as they arrive. After a lost connection it goes on where it was. A page in the background reads nothing, so
 * the server sends nothing; it catches up when it is looked at.
 */
export function useLiveEvents({ isOn, onEvents }: LiveEventsOptions): {
  readonly state: LiveState;
  readonly error: string | undefined;
} {
  const [state, setState] = useState<LiveState>("off");
  const [error, setError] = useState<string>();
  useEffect(() => {
    if (!isOn) {
      setState("off");
      return undefined;
    }
    const stop = new AbortController();
    let cursor: string | undefined;
    const follow = async (): Promise<void> => {
      while (!stop.signal.aborted) {
        setState("connecting");
        try {
          const stream = await openStream("/v1/events/tail", { cursor }, stop.signal);
          setState("live");
          setError(undefined);
          await read(stream, stop.signal, ({ events, last }) => {
            cursor = last ?? cursor;
            if (events.length > 0) onEvents(events);
          });
          await pause(tellMilliseconds, stop.signal);
        } catch (thrown) {
          if (stop.signal.aborted) return;
          setError(messageOf(thrown));
          await pause(againMilliseconds, stop.signal);
        }
      }
    };
    void follow();
    return () => stop.abort();
  }, [isOn]);
  return { state, error };
}

interface Batch {
  readonly events: readonly EventSummary[];
  /** Where to go on from. */
  readonly last: string | undefined;
}

async function read(
  stream: ReadableStream<Uint8Array>,
  signal: AbortSignal,
  tell: (batch: Batch) => void,
): Promise<void> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  while (!signal.aborted) {
    await untilSeen(signal);
    const { done, value } = await reader.read();
    if (done) return;
    rest += decoder.decode(value, { stream: true });
    const end = rest.lastIndexOf("\n\n");
    if (end < 0) continue;
    tell(parse(rest.slice(0, end)));
    rest = rest.slice(end + 2);
    await pause(tellMilliseconds, signal);
  }
}

/** Server-sent events, as far as the tail uses them. @see https://html.spec.whatwg.org/multipage/server-sent-events.html */
function parse(text: string): Batch {
  const events: EventSummary[] = [];
  let last: string | undefined;
  for (const line of text.split("\n")) {
    if (line.startsWith("data: ")) events.push(JSON.parse(line.slice(6)) as EventSummary); // safe: the operator API's own
    if (line.startsWith("id: ")) last = line.slice(4);
  }
  return { events: events.reverse(), last };
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener(
      "abort",
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}

function untilSeen(signal: AbortSignal): Promise<void> {
  if (document.visibilityState === "visible") return Promise.resolve();
  return new Promise((resolve) => {
    document.addEventListener("visibilitychange", () => resolve(), { once: true, signal });
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
