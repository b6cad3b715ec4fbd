import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";

/** A time as people say it, with the exact one in its title. Kept up to date. */
export function Time({ value }: { value: string }): JSX.Element {
  const now = useNow();
  return (
    <time dateTime={value} title={value}>
      {ago(Date.parse(value), now)}
    </time>
  );
}

/** A time to the millisecond, in UTC: for timelines. */
export function ExactTime({ value }: { value: string }): JSX.Element {
  return (
    <time dateTime={value} class="mono">
      {value.replace("T", " ")}
    </time>
  );
}

/** `3 min ago`, `in 20 s`. */
export function ago(time: number, now: number): string {
  const seconds = Math.round((now - time) / 1000);
  if (Math.abs(seconds) < 1) return "now";
  return seconds > 0 ? `${duration(seconds)} ago` : `in ${duration(-seconds)}`;
}

/** Seconds in the largest unit that fits: `45 s`, `12 min`, `3 h`, `8 d`. */
export function duration(seconds: number): string {
  if (seconds === 0) return "0 s";
  if (seconds < 1) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.round(seconds / 3600)} h`;
  return `${Math.round(seconds / 86_400)} d`;
}

const listeners = new Set<(now: number) => void>();
let ticking: ReturnType<typeof setInterval> | undefined;

/** Milliseconds since 1970, anew each second: one clock for all that is shown. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    listeners.add(setNow);
    ticking ??= setInterval(() => {
      if (document.visibilityState === "visible") for (const each of listeners) each(Date.now());
    }, 1000);
    return () => {
      listeners.delete(setNow);
      if (listeners.size > 0) return;
      clearInterval(ticking);
      ticking = undefined;
    };
  }, []);
  return now;
}
