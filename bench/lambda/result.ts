import { spreadOf } from "../ingest/percentiles.ts";

/** What one function came to: medians. */
export interface ContestantResult {
  readonly name: string;
  readonly startBytes: number;
  readonly startBytesEnvironmentOnly: number;
  readonly bytes: number;
  readonly importMilliseconds: number;
  readonly firstMilliseconds: number;
  /** Import and first invocation of one process together, one value a round. */
  readonly togetherMilliseconds: readonly number[];
  /** CPU of both together, one value a round. */
  readonly startCpuMilliseconds: readonly number[];
  /** CPU of one of the first 200 invocations, one value a round. Of those that take webhooks. */
  readonly coldCpuMicros: readonly number[];
  /** The same once an instance is warm. */
  readonly cpuMicros: readonly number[];
}

export interface Target {
  readonly name: string;
  readonly wanted: string;
  readonly measured: string;
  /** Absent: shown, and no target. */
  readonly isMet?: boolean;
}

export interface LambdaResult {
  readonly command: string;
  readonly startedAt: string;
  readonly machine: {
    readonly cpu: string;
    readonly cores: number;
    readonly node: string;
    readonly loadAverage: number;
  };
  readonly processes: number;
  readonly rounds: number;
  readonly events: number;
  readonly contestants: readonly ContestantResult[];
  readonly targets: readonly Target[];
}

export function median(values: readonly number[]): number {
  return spreadOf(Float64Array.from(values)).p50;
}

/**
 * What the ingest function has to reach. Two functions are compared round by round, within which they ran one after the
 * other, and of the rounds the median counts: what else the machine did in one round befell both.
 */
export function targetsOf(contestants: readonly ContestantResult[]): readonly Target[] {
  const find = (name: string): ContestantResult => {
    const found = contestants.find((one) => one.name === name);
    if (found === undefined) throw new Error(`nobody measured ${name}`);
    return found;
  };
  const ingest = find("ingest");
  const bare = find("bare Hono");
  const least = find("bare Hono, EventBridge only");
  const hand = find("hand-written");
  const handLean = find("hand-written, own calls");
  return [
    size("loaded at the start, default chain of credentials", ingest.startBytes, 330),
    size("loaded at the start, the environment's credentials", ingest.startBytesEnvironmentOnly, 200),
    ratio("import and first invocation, against bare Hono with the SDK's clients", ingest, bare, 1.05),
    ratio("the same, against bare Hono with EventBridge's client only", ingest, least),
    ratio(
      "the same in CPU time, against bare Hono with the SDK's clients",
      ingest,
      bare,
      undefined,
      startCpu,
    ),
    overhead("CPU of an invocation over the hand-written handler's, 2 KB", ingest, hand, 40),
    overhead("the same of the first 200 invocations", ingest, hand, undefined, coldCpu),
    overhead("the same, warm, over the hand-written handler with Hookyard's calls", ingest, handLean),
  ];
}

type Values = (of: ContestantResult) => readonly number[];
const together: Values = ({ togetherMilliseconds }) => togetherMilliseconds;
const startCpu: Values = ({ startCpuMilliseconds }) => startCpuMilliseconds;
const cpu: Values = ({ cpuMicros }) => cpuMicros;
const coldCpu: Values = ({ coldCpuMicros }) => coldCpuMicros;

function size(name: string, bytes: number, most: number): Target {
  return {
    name,
    wanted: `at most ${most} KB`,
    measured: `${(bytes / 1_000).toFixed(0)} KB`,
    isMet: bytes <= most * 1_000,
  };
}

function ratio(
  name: string,
  one: ContestantResult,
  other: ContestantResult,
  most?: number,
  values: Values = together,
): Target {
  const found = median(values(one).map((value, round) => value / (values(other)[round] ?? Number.NaN)));
  const shown = { name, measured: `${found.toFixed(2)} ×` };
  if (most === undefined) return { ...shown, wanted: "(shown)" };
  return { ...shown, wanted: `at most ${most} ×`, isMet: found <= most };
}

function overhead(
  name: string,
  one: ContestantResult,
  other: ContestantResult,
  less?: number,
  values: Values = cpu,
): Target {
  const found = median(values(one).map((value, round) => value - (values(other)[round] ?? Number.NaN)));
  const shown = { name, measured: `${found.toFixed(0)} µs` };
  if (less === undefined) return { ...shown, wanted: "(shown)" };
  return { ...shown, wanted: `under ${less} µs`, isMet: found < less };
}
