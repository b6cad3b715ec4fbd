/** What one run of the load generator is to do. */
export interface LoadPlan {
  readonly host: string;
  readonly port: number;
  readonly path: string;
  /** The whole `whsec_…` string. */
  readonly secret: string;
  /** Part of every event id of this run: see `eventId`. */
  readonly tag: string;
  readonly bodyBytes: number;
  readonly count: number;
  /** So many requests are built ahead and held in memory at a time. At least `count` when latency is of interest. */
  readonly roundSize: number;
  /** Arrivals a second, whatever the server does. Absent: as fast as the connections are answered. */
  readonly perSecond?: number;
  readonly seed: number;
  readonly connections: number;
  /** After this long, nothing more is sent (in each round). */
  readonly sendForMs: number;
  /** And after this long besides, answers that are still missing are given up. */
  readonly patienceMs: number;
  /** After this long no further round is begun. */
  readonly roundsForMs?: number;
  /** Gets a line for every request. */
  readonly traceFile: string;
}

/** What the runner tells the load generator. */
export type LoadCommand = "go" | "write";

/** What the load generator tells the runner. */
export type LoadReport =
  | { readonly state: "ready" }
  | ({ readonly state: "done" } & LoadResult)
  | { readonly state: "written" };

export interface LoadResult {
  /** Requests that were answered with a 2xx. */
  readonly acknowledged: number;
  /** The generator's own user and system time while it sent and received. */
  readonly cpuMicros: number;
}
