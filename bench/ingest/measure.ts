import { setTimeout as sleep } from "node:timers/promises";
import { join } from "node:path";
import { countDeliveries } from "./delivery-record.ts";
import type { LoadPlan } from "./load-plan.ts";
import { startLoad } from "./load-process.ts";
import { machineBusyMicros } from "./machine-cpu.ts";
import type { Measurement } from "./measurement.ts";
import { usageOf } from "./process-usage.ts";
import type { Scenario } from "./scenario.ts";
import type { Server } from "./server.ts";
import { summarise } from "./summary.ts";
import { type TraceEntry, readTrace } from "./trace.ts";

export interface MeasureOptions {
  readonly server: Server;
  readonly scenario: Scenario;
  /** What tells the events of the runs on this server apart, this run's last. */
  readonly tags: readonly string[];
  readonly secret: string;
  /** For the trace. */
  readonly directory: string;
}

const sampleEveryMs = 200;
const patienceMs = 10_000;
/** Time in which a server writes down that the last events are done, which is part of their cost. */
const settleMs = 150;
/** No delivery for so long, with some missing: then they are lost. */
const lostAfterMs = 8_000;
const seed = 20_260_701;

/** Puts one server through one scenario, waits for the last delivery, and checks every id. */
export async function measure(options: MeasureOptions): Promise<Measurement> {
  const { server, scenario } = options;
  const plan = planOf(options);
  const load = await startLoad(plan);
  try {
    const delivered = server.records === undefined ? 0 : countDeliveries(server.records);
    const startedAt = performance.now();
    const busyBefore = machineBusyMicros();
    const before = usageOf(server.pids);
    const memory = watchMemory(server.pids);
    const { acknowledged, cpuMicros } = await load.run();
    if (server.records !== undefined) await allDelivered(server.records, delivered + acknowledged);
    await sleep(settleMs);
    const after = usageOf(server.pids);
    const busyMicros = machineBusyMicros() - busyBefore;
    const wallMicros = (performance.now() - startedAt) * 1_000;
    const residentBytes = memory.stop();
    await load.writeTrace();
    const trace: TraceEntry[] = [];
    for await (const entry of readTrace(plan.traceFile)) trace.push(entry);
    return summarise({
      server,
      scenario,
      tags: options.tags,
      trace,
      cpuMicros: after.cpuMicros - before.cpuMicros,
      generatorMicros: cpuMicros,
      otherCores: Math.max(0, busyMicros - (after.cpuMicros - before.cpuMicros) - cpuMicros) / wallMicros,
      residentBytes,
    });
  } finally {
    load.kill();
  }
}

function planOf({ server, scenario, tags, secret, directory }: MeasureOptions): LoadPlan {
  const tag = tags.at(-1) ?? "";
  const { perSecond } = scenario;
  const count =
    perSecond === undefined ? (scenario.mostEvents ?? 0) : Math.round(perSecond * scenario.seconds);
  return {
    host: server.host,
    port: server.port,
    path: server.path,
    secret,
    tag,
    bodyBytes: scenario.bodyBytes,
    count,
    roundSize: count,
    ...(perSecond === undefined ? {} : { perSecond }),
    seed,
    connections: scenario.connections,
    // An open load may lag at its end by a second and is then cut off: its latencies have said enough.
    sendForMs: (scenario.seconds + (perSecond === undefined ? 0 : 1)) * 1_000,
    patienceMs,
    traceFile: join(directory, `${server.name}-${tag}.tsv`),
  };
}

/** Settles when `expected` deliveries were noted, or when none came for a while. */
async function allDelivered(records: string, expected: number): Promise<void> {
  let seen = -1;
  let seenAt = performance.now();
  for (;;) {
    const count = countDeliveries(records);
    if (count >= expected) return;
    if (count !== seen) seenAt = performance.now();
    else if (performance.now() - seenAt > lostAfterMs) return;
    seen = count;
    await sleep(20);
  }
}

function watchMemory(pids: readonly number[]): { readonly stop: () => number } {
  let most = 0;
  const sample = (): void => {
    most = Math.max(most, usageOf(pids).residentBytes);
  };
  const sampling = setInterval(sample, sampleEveryMs);
  return {
    stop: () => {
      clearInterval(sampling);
      sample();
      return most;
    },
  };
}
