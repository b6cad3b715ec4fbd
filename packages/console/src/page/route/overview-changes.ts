import type { Sample } from "../../server/trends.ts";
import { shortCount } from "../part/count.ts";

/** What is different between the first and the last of some samples, in sentences; the worst first. */
export function changesOf(samples: readonly Sample[]): {
  readonly changes: readonly string[];
  readonly seconds: number;
} {
  const [first, last] = [samples[0], samples.at(-1)];
  if (first === undefined || last === undefined) return { changes: [], seconds: 0 };
  return {
    seconds: Math.round((last.time - first.time) / 1000),
    changes: [...deadChanges(first, last), ...sourceChanges(first, last), ...consumerChanges(first, last)],
  };
}

function deadChanges(first: Sample, last: Sample): readonly string[] {
  return Object.entries(last.consumers).flatMap(([consumer, { dead }]) => {
    const more = dead - (first.consumers[consumer]?.dead ?? 0);
    if (more > 0) return [`${shortCount(more)} more dead letters at ${consumer}`];
    return more < 0 ? [`${shortCount(-more)} fewer dead letters at ${consumer}`] : [];
  });
}

function sourceChanges(first: Sample, last: Sample): readonly string[] {
  return Object.entries(last.sources).flatMap(([source, now]) => {
    const before = first.sources[source];
    const accepted = now.accepted - (before?.accepted ?? 0);
    const refused = now.refused - (before?.refused ?? 0);
    return [
      ...(refused > 0 ? [`${shortCount(refused)} refused at ${source}`] : []),
      ...(accepted > 0 ? [`${shortCount(accepted)} accepted at ${source}`] : []),
    ];
  });
}

function consumerChanges(first: Sample, last: Sample): readonly string[] {
  return Object.entries(last.consumers).flatMap(([consumer, now]) => {
    const delivered = now.delivered - (first.consumers[consumer]?.delivered ?? 0);
    return delivered > 0 ? [`${shortCount(delivered)} delivered to ${consumer}`] : [];
  });
}
