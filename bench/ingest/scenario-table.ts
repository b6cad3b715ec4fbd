import type { Measurement } from "./measurement.ts";
import { tenths, whole } from "./number-text.ts";
import { type BenchResult, measurementOf } from "./result.ts";
import { serverNames } from "./server.ts";
import type { Table } from "./table.ts";

const megabyte = 1024 * 1024;

/** "ack" is the 2xx, "done" the end of the handler; both counted from when the request was due. */
const columns: readonly (readonly [heading: string, cell: (one: Measurement) => string])[] = [
  ["server", (one) => one.server],
  ["ack/s", (one) => whole(one.acknowledgedPerSecond)],
  ["done/s", (one) => whole(one.deliveredPerSecond)],
  ["ack p50", (one) => tenths(one.acknowledgement.p50)],
  ["p90", (one) => tenths(one.acknowledgement.p90)],
  ["p99", (one) => tenths(one.acknowledgement.p99)],
  ["p99.9", (one) => tenths(one.acknowledgement.p999)],
  ["max ms", (one) => tenths(one.acknowledgement.max)],
  ["done p50", (one) => tenths(one.endToEnd?.p50)],
  ["p99 ms", (one) => tenths(one.endToEnd?.p99)],
  ["drain ms", (one) => tenths(one.drainMs)],
  ["CPU µs", (one) => whole(one.cpuMicrosPerEvent)],
  ["RSS MB", (one) => whole(one.residentBytes / megabyte)],
  ["late p99", (one) => tenths(one.lateness.p99)],
  ["gen µs", (one) => whole(one.generatorMicrosPerEvent)],
  ["other cores", (one) => one.otherCores.toFixed(2)],
  ["not 2xx", (one) => whole(one.sent + one.unsent - one.check.acknowledged)],
];

export function scenarioTitle(result: BenchResult, name: string): string {
  const { scenario } = serverNames.flatMap((server) => measurementOf(result, server, name) ?? [])[0] ?? {};
  const load =
    scenario?.perSecond === undefined ? `${scenario?.connections} senders` : `${scenario.perSecond}/s`;
  return `${name}, ${load} for ${scenario?.seconds} s`;
}

/** One scenario, a row for every server. */
export function scenarioTable(result: BenchResult, name: string): Table {
  const measurements = serverNames.flatMap((server) => measurementOf(result, server, name) ?? []);
  return {
    headings: columns.map(([heading]) => heading),
    rows: measurements.map((one) => columns.map(([, cell]) => cell(one))),
  };
}
