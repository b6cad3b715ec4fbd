import { isHeld } from "./held-rate.ts";
import type { DeliveryStates } from "./hookyard/delivery-states.ts";
import type { Measurement } from "./measurement.ts";
import { method } from "./method.ts";
import { ratioText, whole } from "./number-text.ts";
import { type BenchResult, allMeasurements, ratioOf, roundsOf } from "./result.ts";
import { capacityName } from "./scenario.ts";
import { scenarioTable, scenarioTitle } from "./scenario-table.ts";
import { serverNames } from "./server.ts";
import { throughputOf } from "./server-run.ts";
import { type Table, markdownTable, textTable } from "./table.ts";
import { targetsOf } from "./targets.ts";

const megabyte = 1024 * 1024;

/** The result for a terminal. */
export function textReport(result: BenchResult): string {
  return sections(result)
    .map(({ title, body }) => `\n${title}\n${typeof body === "string" ? indent(body) : textTable(body)}`)
    .join("\n");
}

/** The result for `docs/benchmarks.md`. */
export function markdownReport(result: BenchResult): string {
  return [...sections(result), { title: "Method", body: method }]
    .map(({ title, body }) => `### ${title}\n\n${typeof body === "string" ? body : markdownTable(body)}`)
    .join("\n\n");
}

interface Section {
  readonly title: string;
  readonly body: Table | string;
}

function sections(result: BenchResult): readonly Section[] {
  const measured = result.rounds.flat().flatMap((one) => one.measurements);
  const names = new Set(measured.map((made) => made.scenario.name));
  const compared = [...names].filter((name) => name !== "warm-up" && !name.startsWith("probe"));
  return [
    { title: "Targets", body: targetTable(result) },
    { title: "Ratios", body: ratioTable(result) },
    ...compared.map((name) => ({ title: scenarioTitle(result, name), body: scenarioTable(result, name) })),
    { title: "Highest rate that holds (2 KB)", body: heldRateTable(result) },
    { title: "Backlog", body: backlogText(result) },
    { title: "Every id, over all runs", body: checkTable(result) },
    { title: "Machine", body: machineText(result) },
  ].filter(({ body }) => (typeof body === "string" ? body !== "" : body.rows.length > 0));
}

function targetTable(result: BenchResult): Table {
  return {
    headings: ["target", "wanted", "measured", "the bare floor", ""],
    rows: targetsOf(result).map(({ what, wanted, measured, floor = "–", isMet }) => [
      what,
      wanted,
      measured,
      floor,
      isMet ? "✓" : "✗",
    ]),
  };
}

function ratioTable(result: BenchResult): Table {
  const figures: readonly (readonly [string, string, (measurement: Measurement) => number])[] = [
    ["events a second, closed loop", capacityName, throughputOf],
    ["CPU an event, closed loop", capacityName, (one) => one.cpuMicrosPerEvent],
    ["CPU an event, burst", "burst 2 KB", (one) => one.cpuMicrosPerEvent],
    ["p99 acknowledgement, 300/s", "steady 2 KB", (one) => one.acknowledgement.p99],
  ];
  const rows = figures.map(([what, scenario, pick]) => [
    what,
    ...(["floor", "express"] as const).map((other) => {
      const ratio = ratioOf(result, ["hookyard", other], scenario, pick);
      return ratio === undefined ? "" : ratioText(ratio);
    }),
  ]);
  return {
    headings: ["hookyard against", "floor", "Express + BullMQ"],
    rows: rows.filter(([, ...ratios]) => ratios.some((ratio) => ratio !== "")),
  };
}

function heldRateTable(result: BenchResult): Table {
  const rows = result.rounds.flat().flatMap(({ server, heldRate }) => {
    if (heldRate === undefined) return [];
    const tried = heldRate.probes.map((one) => `${one.scenario.perSecond}${isHeld(one) ? " ✓" : " ✗"}`);
    return [[server, `${heldRate.perSecond}/s`, tried.join(", ")]];
  });
  return { headings: ["server", "held", "tried"], rows };
}

function checkTable(result: BenchResult): Table {
  const total = (measurements: readonly Measurement[], pick: (one: Measurement) => number): string =>
    whole(measurements.reduce((sum, one) => sum + pick(one), 0));
  return {
    headings: [
      "server",
      "acknowledged",
      "missing",
      "invented",
      "repeated",
      "confused",
      "its own count",
      "peak RSS MB",
    ],
    rows: serverNames.flatMap((name) => {
      const rounds = roundsOf(result, name);
      if (rounds.length === 0) return [];
      const all = rounds.flatMap(allMeasurements);
      return [
        [
          name,
          total(all, (one) => one.check.acknowledged),
          total(all, (one) => one.check.missing),
          total(all, (one) => one.check.invented),
          total(all, (one) => one.check.repeated),
          total(all, (one) => one.check.confused),
          statesText(sumOfStates(rounds.map(({ states }) => states))),
          whole(Math.max(...rounds.map((one) => one.peakResidentBytes)) / megabyte),
        ],
      ];
    }),
  };
}

function sumOfStates(all: readonly (DeliveryStates | undefined)[]): DeliveryStates | undefined {
  return all.reduce((sum, one) => {
    if (sum === undefined || one === undefined) return undefined;
    return {
      scheduled: sum.scheduled + one.scheduled,
      done: sum.done + one.done,
      dead: sum.dead + one.dead,
      discarded: sum.discarded + one.discarded,
    };
  });
}

function statesText(states: DeliveryStates | undefined): string {
  if (states === undefined) return "–";
  const named = Object.entries(states).filter(([, count]) => count > 0);
  return named.map(([state, count]) => `${whole(count)} ${state}`).join(", ");
}

function backlogText({ backlog }: BenchResult): string {
  if (backlog === undefined) return "";
  const megabytes = (bytes: number): string => `${whole(bytes / megabyte)} MB`;
  return [
    `${whole(backlog.acknowledged)} of ${whole(backlog.events)} events accepted at ${whole(backlog.acknowledgedPerSecond)}/s`,
    `with nobody taking them; ${megabytes(backlog.diskBytes)} on disk.`,
    `Resident while filling ${megabytes(backlog.residentWhileFillingBytes)},`,
    `full and quiet ${megabytes(backlog.residentWhileConnectedBytes)} with its connections open,`,
    `${megabytes(backlog.residentWhenFullBytes)} when they have ended,`,
    `after a kill -9 and a restart (ready in ${whole(backlog.restartMs)} ms) ${megabytes(backlog.residentAfterRestartBytes)},`,
    `with ${statesText(backlog.statesAfterRestart)}.`,
  ].join(" ");
}

function machineText({ machine, command, startedAt, notices }: BenchResult): string {
  return [
    `${machine.cpu}, ${machine.cores} cores, ${whole(machine.memoryBytes / megabyte / 1024)} GB, Linux ${machine.kernel},`,
    `Node ${machine.node}, Redis ${machine.redis ?? "absent"};`,
    `a write of 4 KB with fdatasync takes ${machine.syncMs.p50.toFixed(2)} ms (p99 ${machine.syncMs.p99.toFixed(2)});`,
    `load average at the start ${machine.loadAverage.toFixed(2)}. \`${command}\`, ${startedAt}.`,
    ...notices.map((notice) => `\n${notice}`),
  ].join(" ");
}

function indent(text: string): string {
  return `  ${text.replaceAll("\n", "\n  ")}`;
}
