import type { Backlog } from "./backlog.ts";
import type { HeldRate } from "./held-rate.ts";
import type { DeliveryStates } from "./hookyard/delivery-states.ts";
import type { Machine } from "./machine.ts";
import type { Measurement } from "./measurement.ts";
import type { ServerName } from "./server.ts";

/** Everything that one server did. */
export interface ServerResult {
  readonly server: ServerName;
  /** In the order they ran, the warm-up first. */
  readonly measurements: readonly Measurement[];
  /** What was measured again, because other work disturbed it: counted among the ids, not among the figures. */
  readonly disturbed: readonly Measurement[];
  readonly heldRate?: HeldRate;
  /** What the server itself says of its deliveries at the end, where it has an opinion. */
  readonly states?: DeliveryStates;
  /** The most that its processes ever had resident, added up. */
  readonly peakResidentBytes: number;
}

/** Everything that one run of the benchmark found out. */
export interface BenchResult {
  readonly command: string;
  readonly startedAt: string;
  readonly machine: Machine;
  readonly servers: readonly ServerResult[];
  readonly backlog?: Backlog;
  /** What could not be run, and why. */
  readonly notices: readonly string[];
}

/** Every measurement of one server, those of the search and the disturbed ones included. */
export function allMeasurements({ measurements, disturbed, heldRate }: ServerResult): readonly Measurement[] {
  return [...measurements, ...disturbed, ...(heldRate?.probes ?? [])];
}

/** One server's measurement in the scenario of that name, if it was run. */
export function measurementOf(
  result: BenchResult,
  server: ServerName,
  scenario: string,
): Measurement | undefined {
  const { measurements = [] } = result.servers.find((one) => one.server === server) ?? {};
  return measurements.find((one) => one.scenario.name === scenario);
}
