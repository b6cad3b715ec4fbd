import { spreadOf } from "../ingest/percentiles.ts";
import type { Delivery } from "./delivery.ts";
import type { Contestant } from "./family.ts";

/** How long one contestant took for one request, in microseconds. */
export interface Timing {
  readonly name: string;
  /** The median of the rounds. */
  readonly micros: number;
  /** CPU time of the process for one request, over all rounds: what other programs do does not show in it. */
  readonly cpuMicros: number;
  /** Every round, in order: the same place in two contestants' lists was measured one right after the other. */
  readonly rounds: readonly number[];
}

export interface MeasureOptions {
  /** Odd, so that the median is a round that happened. */
  readonly rounds: number;
  /** How long each contestant runs in each round, in milliseconds. */
  readonly sliceMs: number;
}

interface Entrant extends Contestant {
  readonly calls: number;
  readonly rounds: number[];
  /** Microseconds over all rounds. */
  cpu: number;
}

/** Runs the contestants in turn (A B C A B C …), so that what else the machine does disturbs them alike. */
export async function measure(
  contestants: readonly Contestant[],
  deliveries: readonly Delivery[],
  { rounds, sliceMs }: MeasureOptions,
): Promise<readonly Timing[]> {
  const entrants: Entrant[] = [];
  for (const { name, accept } of contestants) {
    entrants.push({ name, accept, calls: await callsFor(accept, deliveries, sliceMs), rounds: [], cpu: 0 });
  }
  for (let round = 0; round < rounds; round++) {
    for (const entrant of entrants) {
      const before = process.cpuUsage();
      entrant.rounds.push(await microsPerCall(entrant.accept, deliveries, entrant.calls));
      const { user, system } = process.cpuUsage(before);
      entrant.cpu += user + system;
    }
  }
  return entrants.map((one) => ({
    name: one.name,
    rounds: one.rounds,
    micros: median(one.rounds),
    cpuMicros: one.cpu / (one.calls * rounds),
  }));
}

/** How much slower one is than another: the median over the rounds of both, each round against its own. */
export function ratioOf(one: Pick<Timing, "rounds">, other: Pick<Timing, "rounds">): number {
  return median(one.rounds.map((micros, round) => micros / (other.rounds[round] ?? Number.NaN)));
}

/** The warm-up: for several slices, until the compiler has had its say. Gives the calls that fill one slice. */
async function callsFor(
  accept: Contestant["accept"],
  deliveries: readonly Delivery[],
  sliceMs: number,
): Promise<number> {
  const until = performance.now() + sliceMs * 4;
  let calls = 1;
  let micros = await microsPerCall(accept, deliveries, calls);
  while (performance.now() < until) {
    calls = Math.max(1, Math.round((sliceMs * 1_000) / micros));
    micros = await microsPerCall(accept, deliveries, calls);
  }
  return Math.max(1, Math.round((sliceMs * 1_000) / micros));
}

async function microsPerCall(
  accept: Contestant["accept"],
  deliveries: readonly Delivery[],
  calls: number,
): Promise<number> {
  const startedAt = performance.now();
  for (let call = 0; call < calls; call++) {
    const delivery = deliveries[call % deliveries.length];
    if (delivery === undefined) throw new Error("nothing to verify");
    const answer = accept(delivery);
    // What answers at once is not made to wait for a turn of the loop.
    if (answer !== true && (await answer) !== true) throw new Error("a genuine request was refused");
  }
  return ((performance.now() - startedAt) * 1_000) / calls;
}

function median(values: readonly number[]): number {
  return spreadOf(Float64Array.from(values)).p50;
}
