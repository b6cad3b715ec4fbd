import type { ServerLimits } from "./listen.ts";

/**
 * Ingest faces the internet. Idle connections cost next to nothing and are let be up to a number; a request that
 * drips in is ended by its time, whatever it drips.
 */
export const ingestServer: ServerLimits = {
  maxHeaderBytes: 16 * 1024,
  headersTimeoutMilliseconds: 10_000,
  requestTimeoutMilliseconds: 30_000,
  keepAliveTimeoutMilliseconds: 65_000, // longer than the load balancers' 60 s, so that they close first
  maxConnections: 50_000,
};

/** Operators are few and near; a tail is one long answer. */
export const operatorServer: ServerLimits = {
  maxHeaderBytes: 16 * 1024,
  headersTimeoutMilliseconds: 5_000,
  requestTimeoutMilliseconds: 30_000,
  keepAliveTimeoutMilliseconds: 5_000,
  maxConnections: 200,
};
