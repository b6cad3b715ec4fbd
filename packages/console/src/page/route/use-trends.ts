import { useEffect, useRef, useState } from "preact/hooks";
import type { Sample } from "../../server/trends.ts";
import { get } from "../api.ts";

const everyMilliseconds = 10_000;
const hourMilliseconds = 3_600_000;

/** The samples of the last hour, oldest first; new ones are added as they are taken. */
export function useTrends(): readonly Sample[] {
  const [samples, setSamples] = useState<readonly Sample[]>([]);
  const newest = useRef(0);
  useEffect(() => {
    const stop = new AbortController();
    const look = async (): Promise<void> => {
      const fresh = await get<readonly Sample[]>("/trends", { after: newest.current }, stop.signal);
      if (stop.signal.aborted || fresh.length === 0) return;
      newest.current = fresh.at(-1)?.time ?? newest.current;
      const first = fresh[0]?.time ?? 0;
      setSamples((old) =>
        [...old.filter(({ time }) => time < first), ...fresh].filter(
          ({ time }) => time > newest.current - hourMilliseconds,
        ),
      );
    };
    // The page's own question says what is wrong when Hookyard does not answer; this one tries again.
    const tolerant = (): void => void look().catch(() => undefined);
    tolerant();
    const timer = setInterval(tolerant, everyMilliseconds);
    return () => {
      stop.abort();
      clearInterval(timer);
    };
  }, []);
  return samples;
}
