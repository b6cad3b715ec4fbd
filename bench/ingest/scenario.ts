/** One kind of load. */
export interface Scenario {
  readonly name: string;
  readonly bodyBytes: number;
  /** Arrivals a second; absent: as fast as `connections` senders, each waiting for its answer, can. */
  readonly perSecond?: number;
  readonly seconds: number;
  /** Most requests, where there is no rate to say so. */
  readonly mostEvents?: number;
  readonly connections: number;
}

const kilobyte = 1024;
/** What the first target asks for: events a second at 2 KB. */
export const burstPerSecond = 10_000;
export const steadyPerSecond = 300;

/** The one in which nothing is due: as much as the server takes. */
export const capacityName = "capacity 2 KB";

const openConnections = 256;
const closedConnections = 128;

/** Gets the code compiled and the memory allocated before anything counts, as in a server that has run for a while. */
export function warmup(seconds: number): Scenario {
  return {
    name: "warm-up",
    bodyBytes: 2 * kilobyte,
    seconds,
    mostEvents: 120_000,
    connections: closedConnections,
  };
}

/**
 * What every server is put through, in this order. The rates for larger bodies carry as many bytes a second. They come
 * after the burst and the closed loop of small ones: once they have been, V8 compiles much anew, and the three seconds
 * of the closed loop would show little else.
 */
export function scenarios(seconds: number): readonly Scenario[] {
  const burst = { seconds, connections: openConnections };
  const brief = { seconds: Math.max(1, seconds / 2), connections: openConnections };
  return [
    { name: "burst 2 KB", bodyBytes: 2 * kilobyte, perSecond: burstPerSecond, ...burst },
    capacity(brief.seconds),
    { name: "burst 20 KB", bodyBytes: 20 * kilobyte, perSecond: burstPerSecond / 10, ...brief },
    { name: "burst 200 KB", bodyBytes: 200 * kilobyte, perSecond: burstPerSecond / 100, ...brief },
    { name: "steady 2 KB", bodyBytes: 2 * kilobyte, perSecond: steadyPerSecond, seconds, connections: 64 },
  ];
}

/** As much as the server takes: how much that is, not how long each waits. */
function capacity(seconds: number): Scenario {
  const mostEvents = Math.round(seconds * 30_000);
  return {
    name: capacityName,
    bodyBytes: 2 * kilobyte,
    seconds,
    mostEvents,
    connections: closedConnections,
  };
}

/** One try of the search for the highest rate that holds. */
export function probe(perSecond: number, seconds: number): Scenario {
  const name = `probe ${perSecond}/s`;
  return { name, bodyBytes: 2 * kilobyte, perSecond, seconds, connections: openConnections };
}
