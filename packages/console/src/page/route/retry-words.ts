import type { RetryPolicy } from "@hookyard/core/delivery/retry-policy";
import { duration } from "../part/time.tsx";

/** A retry policy in a sentence: `8 attempts, waits that grow 2× from 10 s to 60 min, each anything up to it`. */
export function retryWords({ attempts, backoff }: RetryPolicy): string {
  if (attempts === 1) return "never: one attempt";
  const times = `${attempts} attempts`;
  switch (backoff.kind) {
    case "fixed": {
      const waits = backoff.delaysSeconds.map(duration).join(", ");
      return `${times}, after ${waits}${backoff.delaysSeconds.length > 1 ? ", the last wait repeating" : ""}`;
    }
    case "exponential": {
      const { firstSeconds, mostSeconds, factor, jitter } = backoff;
      const growth = `${times}, waits that grow ${factor}× from ${duration(firstSeconds)} to ${duration(mostSeconds)}`;
      return jitter ? `${growth}, each anything up to it` : growth;
    }
  }
}
