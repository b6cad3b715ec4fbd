import type { Measurement } from "./measurement.ts";
import { ratioText, whole } from "./number-text.ts";
import { type BenchResult, measurementOf, ratioOf } from "./result.ts";
import { burstPerSecond, capacityName, steadyPerSecond } from "./scenario.ts";
import { throughputOf } from "./server-run.ts";

/** One of the figures that the project has promised itself. */
export interface Target {
  readonly what: string;
  readonly wanted: string;
  readonly measured: string;
  /** The same figure of the floor, which keeps and delivers nothing: what this machine lets any server reach. */
  readonly floor?: string;
  readonly isMet: boolean;
}

/** Of the rate offered, measured to the last delivery: the last events' own latency is in it. */
const leastOfOffered = 0.98;
const leastTimesExpress = 2;
const mostCpuMicros = 120;
/** What Express took where the targets were set: on a slower machine both take more, and what they take of each other stays. */
const expressCpuMicros = 292;
const mostBurstP99Ms = 20;
const mostSteadyP99Ms = 10;
const mostDrainMs = 100;
const mostResidentMegabytes = 200;
const backlogEvents = 1_000_000;
const megabyte = 1024 * 1024;

/** Every target that this run can speak about, met or not. */
export function targetsOf(result: BenchResult): readonly Target[] {
  return [
    ...burstTargets(result),
    ...expressTarget(result),
    ...steadyTarget(result),
    ...backlogTarget(result),
  ];
}

function burstTargets(result: BenchResult): readonly Target[] {
  const burst = measurementOf(result, "hookyard", "burst 2 KB");
  if (burst === undefined) return [];
  const floor = measurementOf(result, "floor", "burst 2 KB");
  const { acknowledgement, drainMs = Number.NaN, cpuMicrosPerEvent, check } = burst;
  const lost = `${check.missing} missing, ${check.invented} invented`;
  return [
    {
      what: "acknowledged after fsync, and delivered, in the burst",
      wanted: `${burstPerSecond}/s held, none lost`,
      measured: `${Math.round(throughputOf(burst))}/s, ${lost}`,
      isMet: throughputOf(burst) >= burstPerSecond * leastOfOffered && isWholeIn(burst),
      ...(floor !== undefined && { floor: `${Math.round(throughputOf(floor))}/s` }),
    },
    {
      ...atMost("p99 of the acknowledgement in the burst", acknowledgement.p99, mostBurstP99Ms, "ms"),
      ...(floor !== undefined && { floor: `${floor.acknowledgement.p99.toFixed(1)} ms` }),
    },
    atMost("from the last acknowledgement to the last delivery", drainMs, mostDrainMs, "ms"),
    {
      ...atMost("CPU an event, from request to completed delivery", cpuMicrosPerEvent, mostCpuMicros, "µs"),
      ...(floor !== undefined && { floor: `${floor.cpuMicrosPerEvent.toFixed(1)} µs` }),
    },
  ];
}

/** Every request was acknowledged, and every acknowledged event delivered, and no other. */
function isWholeIn({ sent, unsent, check }: Measurement): boolean {
  const wrong = check.missing + check.invented + check.confused;
  return unsent === 0 && check.acknowledged === sent && wrong === 0;
}

function expressTarget(result: BenchResult): readonly Target[] {
  const times = ratioOf(result, ["hookyard", "express"], capacityName, throughputOf);
  if (times === undefined) return [];
  const [ours, theirs] = (["hookyard", "express"] as const).map((name) =>
    Math.round(throughputOf(measurementOf(result, name, capacityName))),
  );
  const cpu = ratioOf(result, ["hookyard", "express"], capacityName, (one) => one.cpuMicrosPerEvent);
  const mostCpu = mostCpuMicros / expressCpuMicros;
  return [
    {
      what: "events a second, against Express + BullMQ",
      wanted: `at least ${leastTimesExpress} ×`,
      measured: `${ratioText(times)}, ${ours}/s to ${theirs}/s`,
      isMet: times.median >= leastTimesExpress,
    },
    ...(cpu === undefined
      ? []
      : [
          {
            what: `CPU an event, against Express + BullMQ: ${mostCpuMicros} of the ${expressCpuMicros} µs where the target was set`,
            wanted: `at most ${mostCpu.toFixed(2)} ×`,
            measured: ratioText(cpu),
            isMet: cpu.median <= mostCpu,
          },
        ]),
  ];
}

function steadyTarget(result: BenchResult): readonly Target[] {
  const steady = measurementOf(result, "hookyard", "steady 2 KB");
  if (steady === undefined) return [];
  const floor = measurementOf(result, "floor", "steady 2 KB");
  const what = `p99 of the acknowledgement at ${steadyPerSecond}/s`;
  return [
    {
      ...atMost(what, steady.acknowledgement.p99, mostSteadyP99Ms, "ms"),
      ...(floor !== undefined && { floor: `${floor.acknowledgement.p99.toFixed(1)} ms` }),
    },
  ];
}

function backlogTarget({ backlog }: BenchResult): readonly Target[] {
  if (backlog === undefined) return [];
  const { acknowledged, events, statesAfterRestart } = backlog;
  const isThere =
    acknowledged >= Math.min(events, backlogEvents) && statesAfterRestart.scheduled >= acknowledged;
  const resident = Math.max(backlog.residentWhenFullBytes, backlog.residentAfterRestartBytes) / megabyte;
  const target = atMost(
    `resident with ${whole(acknowledged)} events waiting on disk`,
    resident,
    mostResidentMegabytes,
    "MB",
  );
  return [{ ...target, isMet: target.isMet && isThere }];
}

function atMost(what: string, value: number, limit: number, unit: string): Target {
  return {
    what,
    wanted: `under ${limit} ${unit}`,
    measured: `${value.toFixed(1)} ${unit}`,
    isMet: value < limit,
  };
}
