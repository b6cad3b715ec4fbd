import type { Backlog } from "./backlog.ts";
import type { HeldRate } from "./held-rate.ts";
import type { DeliveryStates } from "./hookyard/delivery-states.ts";
import type { Machine } from "./machine.ts";
import type { Measurement } from "./measurement.ts";
import type { ServerName } from "./server.ts";

/** Everything that one server did in one round. */
export interface ServerResult {
  readonly server: ServerName;
  /** In the order they ran, the warm-ups first. */
  readonly measurements: readonly Measurement[];
  /** What was measured again, because other work disturbed it: counted among the ids, not among the figures. */
  readonly disturbed: readonly Measurement[];
  readonly heldRate?: HeldRate;
  /** What the server itself says of its deliveries at the end, where it has an opinion. */
  readonly states?: DeliveryStates;
  /** The most that its processes ever had resident, added up. */
  readonly peakResidentBytes: number;
}

/** What every server did, one after the other. */
export type Round = readonly ServerResult[];

/** Everything that one run of the benchmark found out. */
export interface BenchResult {
  readonly command: string;
  readonly startedAt: string;
  readonly machine: Machine;
  /** In turns, because a machine's speed changes within minutes: only what ran side by side is compared. */
  readonly rounds: readonly Round[];
  readonly backlog?: Backlog;
  /** What could not be run, and why. */
  readonly notices: readonly string[];
}

/** Every measurement of one server, those of the search and the disturbed ones included. */
export function allMeasurements({ measurements, disturbed, heldRate }: ServerResult): readonly Measurement[] {
  return [...measurements, ...disturbed, ...(heldRate?.probes ?? [])];
}

/** All that one server did, in the order of the rounds. */
export function roundsOf(
  { rounds }: Pick<BenchResult, "rounds">,
  server: ServerName,
): readonly ServerResult[] {
  return rounds.flatMap((round) => round.filter((one) => one.server === server));
}

/** One server's measurement in the scenario of that name, if it was run: that of the median round. */
export function measurementOf(
  result: Pick<BenchResult, "rounds">,
  server: ServerName,
  scenario: string,
): Measurement | undefined {
  const made = roundsOf(result, server).flatMap((one) => measuredIn(one, scenario) ?? []);
  return made.toSorted((one, other) => rank(one) - rank(other))[Math.floor(made.length / 2)];
}

/** How one server compares with another, each round by itself. */
export interface Ratio {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/** The ratio of a figure of two servers in the scenario of that name; `undefined` where they never ran side by side. */
export function ratioOf(
  { rounds }: Pick<BenchResult, "rounds">,
  [server, other]: readonly [ServerName, ServerName],
  scenario: string,
  figure: (measurement: Measurement) => number,
): Ratio | undefined {
  const ratios = rounds.flatMap((round) => {
    const [ours, theirs] = [server, other].map((name) => {
      const result = round.find((one) => one.server === name);
      return result === undefined ? undefined : measuredIn(result, scenario);
    });
    return ours === undefined || theirs === undefined ? [] : [figure(ours) / figure(theirs)];
  });
  const sorted = ratios.toSorted((one, more) => one - more);
  const [median, least, most] = [sorted[Math.floor(sorted.length / 2)], sorted[0], sorted.at(-1)];
  if (median === undefined || least === undefined || most === undefined) return undefined;
  return { median, least, most };
}

function measuredIn({ measurements }: ServerResult, scenario: string): Measurement | undefined {
  return measurements.find((one) => one.scenario.name === scenario);
}

/** Rounds are put in order by what a scenario is there for: how long each waits, or, in a closed loop, how much gets through. */
function rank({ scenario, acknowledgement, acknowledgedPerSecond }: Measurement): number {
  return scenario.perSecond === undefined ? acknowledgedPerSecond : acknowledgement.p99;
}
