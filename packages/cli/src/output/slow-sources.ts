import type { SourceReport } from "@hookyard/core/operator/operator";

/** From this share of the provider's deadline on, an answer is worth a warning. */
const worrying = 0.5;

/** Sources whose providers will take Hookyard for broken: answered late, or so that they send again. */
export function slowSources(sources: readonly SourceReport[]): readonly string[] {
  return sources.flatMap(({ source, acknowledgements }) => {
    if (acknowledgements === undefined) return [];
    const { p50Milliseconds, p99Milliseconds, deadlineSeconds, late, retries, coldShare } = acknowledgements;
    const again =
      retries > 0 ? [`${retries} requests to "${source}" were retries, as the provider itself says`] : [];
    if (deadlineSeconds === undefined || p99Milliseconds < deadlineSeconds * 1000 * worrying) return again;
    const cold = coldShare === undefined ? "" : `, ${Math.round(coldShare * 100)} % cold`;
    const lateness = late > 0 ? `; ${late} came too late` : "";
    return [
      `"${source}" is answered in ${Math.round(p50Milliseconds)} ms (p50), ${Math.round(p99Milliseconds)} ms (p99)${cold}, and its provider waits ${deadlineSeconds} s before it sends again and in the end disables the endpoint${lateness}`,
      ...again,
    ];
  });
}
