/**
 * Lambda gives an instance this long to start; one that was started longer before its first request waited for it, and
 * no sender waited for the start.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
 */
const longestStartMilliseconds = 10_000;

/** Tells, of the first request alone, how long its sender has waited for instance and answer; of all others nothing. */
export type ColdStart = () => number | undefined;

/** `sinceStart`: milliseconds since the process began. */
export function createColdStart(sinceStart: () => number): ColdStart {
  let isFirst = true;
  return () => {
    if (!isFirst) return undefined;
    isFirst = false;
    const waited = sinceStart();
    return waited <= longestStartMilliseconds ? waited : undefined;
  };
}
