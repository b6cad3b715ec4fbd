import { refusedLimits } from "./limits.ts";

export type AdmissionLimits = Pick<
  typeof refusedLimits,
  "burstPerSource" | "perSecondPerSource" | "burst" | "perSecond"
>;

/** Says which refused requests are looked into: at a rate a source, and one for all of them. */
export interface Admission {
  admit(source: string): boolean;
}

interface Bucket {
  tokens: number;
  filledAt: number;
}

/** `now`: milliseconds that only go forward. Sources are those of the router, so the buckets are few. */
export function createAdmission(
  now: () => number,
  limits: { readonly [Name in keyof AdmissionLimits]: number } = refusedLimits,
): Admission {
  const sources = new Map<string, Bucket>();
  const all: Bucket = { tokens: limits.burst, filledAt: now() };
  const fill = (bucket: Bucket, perSecond: number, most: number): void => {
    const time = now();
    bucket.tokens = Math.min(most, bucket.tokens + ((time - bucket.filledAt) / 1000) * perSecond);
    bucket.filledAt = time;
  };
  return {
    admit(source) {
      let bucket = sources.get(source);
      if (bucket === undefined) {
        bucket = { tokens: limits.burstPerSource, filledAt: now() };
        sources.set(source, bucket);
      }
      fill(bucket, limits.perSecondPerSource, limits.burstPerSource);
      fill(all, limits.perSecond, limits.burst);
      if (bucket.tokens < 1 || all.tokens < 1) return false;
      bucket.tokens -= 1;
      all.tokens -= 1;
      return true;
    },
  };
}
