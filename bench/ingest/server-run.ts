import { measureInCalm } from "./calm.ts";
import { searchHeldRate } from "./held-rate.ts";
import { measure } from "./measure.ts";
import type { Measurement } from "./measurement.ts";
import { usageOf } from "./process-usage.ts";
import type { ServerResult } from "./result.ts";
import { type Scenario, capacityName, probe, scenarios, warmup } from "./scenario.ts";
import type { Server } from "./server.ts";

export interface ServerRunOptions {
  readonly server: Server;
  readonly secret: string;
  readonly directory: string;
  readonly seconds: number;
  /** How many rates are tried in the search for the highest that holds; 0: no search. */
  readonly probes: number;
  /** Whether what other work disturbed is measured again. */
  readonly isCalm: boolean;
  readonly say: (line: string) => void;
}

const probeSeconds = 3;

/** Puts one server through every scenario, and looks for the highest rate that it holds. */
export async function runServer(options: ServerRunOptions): Promise<ServerResult> {
  const { server, seconds, say } = options;
  const tags: string[] = [];
  const disturbed: Measurement[] = [];

  const run = async (scenario: Scenario): Promise<Measurement> => {
    const measureOnce = (): Promise<Measurement> => {
      say(`${server.name}: ${scenario.name}`);
      tags.push(`B${tags.length}x`);
      return measure({ ...options, scenario, tags });
    };
    return options.isCalm ? measureInCalm(measureOnce, disturbed) : measureOnce();
  };

  const measurements: Measurement[] = [];
  // Twice: what V8 compiles beside a running server is otherwise a tenth of the CPU in the burst that comes next.
  const warm = warmup(Math.min(15, seconds * 2));
  for (const scenario of [warm, warm, ...scenarios(seconds)]) measurements.push(await run(scenario));
  const heldRate =
    options.probes === 0
      ? undefined
      : await searchHeldRate({
          closedLoopPerSecond: throughputOf(
            measurements.findLast(({ scenario }) => scenario.name === capacityName),
          ),
          probes: options.probes,
          measureAt: (perSecond) => run(probe(perSecond, probeSeconds)),
        });
  const states = await server.states?.();
  return {
    server: server.name,
    measurements,
    disturbed,
    ...(states === undefined ? {} : { states }),
    ...(heldRate === undefined ? {} : { heldRate }),
    peakResidentBytes: usageOf(server.pids).peakResidentBytes,
  };
}

/** Events a second that went all the way: delivered where there is delivery, acknowledged where not. */
export function throughputOf(measurement: Measurement | undefined): number {
  return measurement?.deliveredPerSecond ?? measurement?.acknowledgedPerSecond ?? 0;
}
