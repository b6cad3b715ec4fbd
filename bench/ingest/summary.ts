import { checkDeliveries, isAcknowledged } from "./delivery-check.ts";
import { readDeliveries } from "./delivery-record.ts";
import type { Measurement } from "./measurement.ts";
import { spreadOf } from "./percentiles.ts";
import type { Scenario } from "./scenario.ts";
import type { Server } from "./server.ts";
import type { TraceEntry } from "./trace.ts";

/** What was counted while a scenario ran. */
export interface Raw {
  readonly server: Server;
  readonly scenario: Scenario;
  readonly tags: readonly string[];
  readonly trace: readonly TraceEntry[];
  readonly cpuMicros: number;
  readonly generatorMicros: number;
  readonly otherCores: number;
  readonly residentBytes: number;
}

/** Makes the figures of what was counted, of every request's trace, and of every delivery. */
export function summarise({ server, scenario, tags, trace, ...raw }: Raw): Measurement {
  const deliveries = server.records === undefined ? undefined : readDeliveries(server.records);
  const sent = trace.filter((entry) => !Number.isNaN(entry.sentAt));
  const acknowledged = trace.filter(isAcknowledged);
  const firstDueAt = least(sent.map((entry) => entry.dueAt));
  const lastAcknowledgedAt = most(acknowledged.map((entry) => entry.answeredAt));
  const perSecondUntil = (at: number): number => (acknowledged.length / (at - firstDueAt)) * 1_000;

  const statuses: Record<string, number> = {};
  for (const entry of sent) statuses[entry.status] = (statuses[entry.status] ?? 0) + 1;

  return {
    server: server.name,
    scenario,
    sent: sent.length,
    unsent: scenario.perSecond === undefined ? 0 : trace.length - sent.length,
    statuses,
    acknowledgedPerSecond: perSecondUntil(lastAcknowledgedAt),
    acknowledgement: spreadOf(Float64Array.from(acknowledged, (entry) => entry.answeredAt - entry.dueAt)),
    lateness: spreadOf(Float64Array.from(sent, (entry) => entry.sentAt - entry.dueAt)),
    ...(deliveries === undefined ? {} : deliveryFigures()),
    cpuMicrosPerEvent: raw.cpuMicros / acknowledged.length,
    generatorMicrosPerEvent: raw.generatorMicros / sent.length,
    otherCores: raw.otherCores,
    residentBytes: raw.residentBytes,
    check: checkDeliveries(trace, deliveries, tags),
  };

  function deliveryFigures(): Pick<Measurement, "deliveredPerSecond" | "endToEnd" | "drainMs"> {
    const delivered = acknowledged.flatMap((entry) => {
      const at = deliveries?.get(entry.id)?.[0];
      return at === undefined ? [] : [{ at, tookMs: at - entry.dueAt }];
    });
    const lastDeliveredAt = most(delivered.map(({ at }) => at));
    return {
      deliveredPerSecond: (delivered.length / (lastDeliveredAt - firstDueAt)) * 1_000,
      endToEnd: spreadOf(Float64Array.from(delivered, ({ tookMs }) => tookMs)),
      drainMs: Math.max(0, lastDeliveredAt - lastAcknowledgedAt),
    };
  }
}

function least(values: readonly number[]): number {
  return values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
}

function most(values: readonly number[]): number {
  return values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
}
