import type { TraceEntry } from "./trace.ts";

/** What became of every id: nothing is sampled. */
export interface DeliveryCheck {
  readonly acknowledged: number;
  /** Acknowledged and never delivered. */
  readonly missing: number;
  /** Delivered more than once. Allowed (at least once), and counted. */
  readonly repeated: number;
  /** Delivered, and sent neither in this run nor in one before. */
  readonly invented: number;
  /** Answers that named an event which another answer named too, or none. */
  readonly confused: number;
  /** The first few ids of any of these, to look at. */
  readonly examples: readonly string[];
}

/**
 * Compares what was acknowledged with what was delivered. `deliveries` may hold events of earlier runs on the same
 * server: `tags` are theirs, this run's last. Without `deliveries` (a server that delivers nothing) only the answers
 * are compared.
 */
export function checkDeliveries(
  trace: readonly TraceEntry[],
  deliveries: ReadonlyMap<string, readonly number[]> | undefined,
  tags: readonly string[],
): DeliveryCheck {
  const sent = new Set(trace.filter((entry) => !Number.isNaN(entry.sentAt)).map((entry) => entry.id));
  const earlier = tags.slice(0, -1).map((tag) => `evt_${tag}`);
  const acknowledged = trace.filter(isAcknowledged);
  const answered = new Set(acknowledged.map((entry) => answeredId(entry.answer)));
  answered.delete(undefined);

  const ofThisRun = [...(deliveries ?? [])].filter(([id]) => !earlier.some((start) => id.startsWith(start)));
  const missing = deliveries === undefined ? [] : acknowledged.filter((entry) => !deliveries.has(entry.id));
  const repeated = ofThisRun.filter(([, times]) => times.length > 1);
  const invented = ofThisRun.filter(([id]) => !sent.has(id));
  return {
    acknowledged: acknowledged.length,
    missing: missing.length,
    repeated: repeated.length,
    invented: invented.length,
    confused: acknowledged.length - answered.size,
    examples: [...missing.map((entry) => entry.id), ...[...repeated, ...invented].map(([id]) => id)].slice(
      0,
      5,
    ),
  };
}

export function isAcknowledged(entry: TraceEntry): boolean {
  return entry.status >= 200 && entry.status < 300;
}

function answeredId(answer: string): string | undefined {
  return /"id":\s*"([^"]+)"/.exec(answer)?.[1];
}
