import type { DeliveryStates } from "./hookyard/delivery-states.ts";
import type { Scope } from "./scope.ts";

export const serverNames = ["hookyard", "floor", "express"] as const;
export type ServerName = (typeof serverNames)[number];

/** A server under test, ready for requests. */
export interface Server {
  readonly name: ServerName;
  readonly host: string;
  readonly port: number;
  readonly path: string;
  /** The processes whose cost is this server's. */
  readonly pids: readonly number[];
  /** Where its consumers note what was delivered. Absent where nothing is delivered. */
  readonly records?: string;
  /** What the server itself says of its deliveries, where it has an opinion. */
  readonly states?: () => Promise<DeliveryStates>;
  readonly end: () => Promise<void>;
  /** As a power cut does. */
  readonly kill: () => Promise<void>;
}

export interface ServerOptions {
  readonly scope: Scope;
  /** Empty, on a disk, and this server's alone. */
  readonly directory: string;
  /** Stripe's signing secret. */
  readonly secret: string;
}

/** Starts a server. `undefined`, and says why, where this machine lacks what it needs. */
export type StartServer = (options: ServerOptions) => Promise<Server | undefined>;
