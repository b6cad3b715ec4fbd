import { tenths } from "../ingest/number-text.ts";
import { markdownTable, type Table, textTable } from "../ingest/table.ts";
import { type LambdaResult, median } from "./result.ts";

const method = `Every function is bundled with the options of \`sst deploy\` and \`splitting\`, and runs under Node on this machine against DynamoDB by dynalite and a stand-in for EventBridge, over loopback HTTP. "start KB" is what an instance loads when it starts, minified; "env KB" the same without the SDK's default chain of credentials; "all KB" with everything that is loaded when it is first needed. Import, first invocation and the CPU of both are medians over fresh processes, in rounds in which each runs once; "cold µs" is user and system time of one of the first 200 invocations with a webhook of 2 KB in base64, "CPU µs" of one of 800 after 800. The targets compare within a round, and take the median of the rounds. The hand-written handler and the ones around it make the same three calls as Hookyard's ingest (claim in the table, \`PutEvents\`, mark as published) through the SDK's clients with the same options, as a team would write it, and their item has four attributes where Hookyard's has some twenty. "Own calls" is the hand-written handler with the calls that Hookyard's ingest makes in place of the SDK's. "EventBridge only" makes one call, and verifies nothing.`;

/** The result for a terminal. */
export function textReport(result: LambdaResult): string {
  return `\n${textTable(table(result))}\n\n${textTable(targets(result))}\n\n  ${machineText(result)}`;
}

/** The result for `docs/benchmarks.md`. */
export function markdownReport(result: LambdaResult): string {
  const parts = [
    "### Targets",
    markdownTable(targets(result)),
    "### Functions",
    markdownTable(table(result)),
  ];
  return [...parts, method, machineText(result)].join("\n\n");
}

function table({ contestants }: LambdaResult): Table {
  return {
    headings: [
      "function",
      "start KB",
      "env KB",
      "all KB",
      "import ms",
      "first ms",
      "together ms",
      "start CPU ms",
      "cold µs",
      "CPU µs",
    ],
    rows: contestants.map((one) => [
      one.name,
      tenths(one.startBytes / 1_000),
      tenths(one.startBytesEnvironmentOnly / 1_000),
      tenths(one.bytes / 1_000),
      tenths(one.importMilliseconds),
      tenths(one.firstMilliseconds),
      tenths(median(one.togetherMilliseconds)),
      tenths(median(one.startCpuMilliseconds)),
      medianOrNone(one.coldCpuMicros),
      medianOrNone(one.cpuMicros),
    ]),
  };
}

function targets({ targets: all }: LambdaResult): Table {
  return {
    headings: ["target of ingest", "wanted", "measured", ""],
    rows: all.map(({ name, wanted, measured, isMet }) => [name, wanted, measured, markOf(isMet)]),
  };
}

function medianOrNone(values: readonly number[]): string {
  return values.length === 0 ? "–" : median(values).toFixed(0);
}

function markOf(isMet: boolean | undefined): string {
  if (isMet === undefined) return "";
  return isMet ? "✓" : "✗";
}

function machineText({ machine, processes, rounds, events, command, startedAt }: LambdaResult): string {
  return [
    `${machine.cpu}, ${machine.cores} cores, Node ${machine.node};`,
    `${processes} fresh processes each; ${rounds} rounds of ${events} invocations for CPU;`,
    `load average at the start ${machine.loadAverage.toFixed(2)}. \`${command}\`, ${startedAt}.`,
  ].join(" ");
}
