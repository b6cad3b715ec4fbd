import { type Bus, type ByteBudget, createIngest, type Router } from "@hookyard/core";
import { type Holding, largestHolding } from "../engine/holdings.ts";
import { createLanes } from "../intake/lanes.ts";
import type { Secrets } from "../secrets.ts";
import { createDoor, type Door, type DoorOptions } from "./door.ts";
import { type Listening, listen, type ListenOptions } from "./listen.ts";
import { ingestServer } from "./server-limits.ts";
import { createTurns } from "./turns.ts";

/** What bounds the taking of webhooks. */
export interface FrontLimits {
  readonly maxBodyBytes: number;
  readonly bodyTimeoutMilliseconds: number;
  /** Bytes of bodies that all requests together may hold; above it new ones are told 503. */
  readonly maxBufferedBytes: number;
}

export interface FrontOptions
  extends Pick<DoorOptions, "log" | "logsAccepted" | "save" | "keeper">,
    Pick<ListenOptions, "host" | "port"> {
  readonly router: Router;
  readonly routerFile: string;
  readonly secrets: Pick<Secrets, "verify">;
  readonly bus: Bus;
  /** Bytes of bodies that all threads that take webhooks hold. */
  readonly bufferedBytes: Holding;
  readonly limits: FrontLimits;
  /** The handlers' environment, for threads that load the router once more. */
  readonly env: NodeJS.ProcessEnv;
  /** The address that providers post to, where a proxy stands in front; some sign it. */
  readonly publicUrl: string | undefined;
  readonly sharing?: ListenOptions["sharing"];
}

/** All that takes webhooks in one thread: the door that is open, and who watches it. */
export interface Front {
  readonly served: Listening;
  readonly door: Door;
  /** Verifies with the secrets as they are now. */
  renew(): void;
  /** Takes no new connection, lets requests end, writes the last counts. */
  close(): Promise<void>;
}

const retryAfterSeconds = 5;

/** Opens the door. Rejects with `EngineError` `port_taken` or `port_refused`. */
export async function openFront(options: FrontOptions): Promise<Front> {
  const { router, routerFile, secrets, env, limits, publicUrl, host, port, sharing } = options;
  const now = (): Date => new Date();
  const door = createDoor({ ...doorParts(options), now });
  const lanes = createLanes({ router, routerFile, secrets, env, now });
  const ingest = createIngest({
    router,
    intake: lanes.intake,
    bus: options.bus,
    observer: door.observer,
    maxBodyBytes: limits.maxBodyBytes,
    bodyTimeoutMilliseconds: limits.bodyTimeoutMilliseconds,
    budget: budgetOf(options.bufferedBytes, limits.maxBufferedBytes),
    retryAfterSeconds,
    clock: () => performance.now(),
    turn: createTurns(),
    ...(publicUrl !== undefined && { publicUrl }),
  });
  const shut = async (): Promise<void> => {
    await lanes.close();
    door.flush();
    door.stop();
  };
  const served = await listen({
    fetch: ingest.fetch,
    host,
    port,
    what: "ingest",
    limits: ingestServer,
    ...(sharing !== undefined && { sharing }),
  }).catch(async (error: unknown) => {
    await shut();
    throw error;
  });
  return {
    served,
    door,
    renew: lanes.renew,
    async close() {
      await served.close(limits.bodyTimeoutMilliseconds);
      await shut();
    },
  };
}

function doorParts({ router, log, logsAccepted, save, keeper }: FrontOptions): Omit<DoorOptions, "now"> {
  const sources = Object.values(router.sources);
  return {
    sources: sources.map(({ name }) => name),
    deadlines: new Map(sources.map(({ name, provider }) => [name, provider.deadlineSeconds])),
    log,
    logsAccepted,
    save,
    keeper,
  };
}

function budgetOf(buffered: Holding, maxBytes: number): ByteBudget {
  const most = Math.min(maxBytes, largestHolding);
  return {
    take(bytes) {
      if (buffered.total() + bytes > most) return false;
      buffered.add(bytes);
      return true;
    },
    give: (bytes) => buffered.add(-bytes),
  };
}
