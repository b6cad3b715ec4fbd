import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { createBackfill, type Operator, type Router } from "@hookyard/core";
import { createOperatorClient } from "@hookyard/core/operator/client";
import {
  databaseFile,
  type OwnedDirectory,
  ownDirectory,
  type OwnerRecord,
  readOwner,
} from "./data-directory.ts";
import { openStore } from "./database/store.ts";
import { type Command, runCommand } from "./engine/commands.ts";
import { defaultLimits } from "./engine/limits.ts";
import { EngineError } from "./errors.ts";
import { createLocalOperator } from "./operator/local-operator.ts";
import { createEmbeddedPorts } from "./replay/embedded-ports.ts";
import { createDirectBus } from "./refused/direct-bus.ts";
import { createExamination } from "./refused/examination.ts";
import { retryRefused } from "./refused/retry.ts";
import { createDirectReader } from "./reader/direct-reader.ts";
import { readSecrets } from "./secrets.ts";

export interface OpenOperatorOptions {
  readonly dataDirectory: string;
  /** Lets `sources` and `consumers` say what is defined; without it they say what the database knows. */
  readonly router?: Router;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

export interface OpenedOperator {
  readonly operator: Operator;
  readonly mode: "running" | "stopped";
  /** Where webhooks are sent to, while a process runs. */
  readonly url?: string;
}

/**
 * Speaks to the process that runs on a data directory; where none does, opens its database. Throws `EngineError`
 * `data_directory_missing` when there is nothing there, `data_directory_busy` when a process is just starting there.
 */
export async function openOperator({
  dataDirectory,
  router,
  env = {},
}: OpenOperatorOptions): Promise<OpenedOperator> {
  const directory = resolve(dataDirectory);
  if (!existsSync(databaseFile(directory))) {
    throw new EngineError(
      "data_directory_missing",
      `there is no Hookyard data in ${directory}. Start Hookyard first, or name its directory with --data`,
    );
  }
  const owned = await ownUnlessRunning(directory);
  if ("operatorUrl" in owned) {
    const operator = createOperatorClient({ url: owned.operatorUrl, token: owned.operatorToken, fetch });
    return { operator, mode: "running", url: owned.url };
  }
  const store = openStore(owned.databaseFile);
  const now = Date.now;
  const reader = createDirectReader(store.database, now);
  const command = async <Result>(given: Command): Promise<Result> =>
    store.transact(() => runCommand(store, given, now())) as Result; // safe: each command's result is what `runCommand` answers for its kind
  const secrets = router === undefined ? undefined : readSecrets({ router, env, dataDirectory: directory });
  return {
    mode: "stopped",
    operator: createLocalOperator({
      reader,
      command,
      ports: createEmbeddedPorts({ reader, command, fetch, ...(router !== undefined && { router }) }),
      now: () => new Date(now()),
      ...(router !== undefined &&
        secrets !== undefined && {
          router,
          secrets,
          backfill: createBackfill({
            router,
            bus: createDirectBus(store, now),
            now: () => new Date(now()),
          }),
          retryRefused: (ids) =>
            retryRefused(ids, {
              examination: createExamination({ router, secrets: secrets.verify }),
              bus: createDirectBus(store, now),
              find: (id) => reader.ask("storedRefusedRequest", id),
              discard: async (done) => store.transact(() => store.refusedRequests.discard(done)),
            }),
        }),
      limitBytes: defaultLimits.maxStorageBytes,
      async close() {
        store.close();
        owned.release();
      },
    }),
  };
}

/**
 * The lock says whether a process runs; its record, which a kill leaves behind, only how to speak to it. A lock without
 * a record is another command that looks into the same directory, or a process that is just starting: waited for.
 */
async function ownUnlessRunning(directory: string): Promise<OwnedDirectory | OwnerRecord> {
  for (let look = 1; ; look++) {
    try {
      return ownDirectory(directory);
    } catch (error) {
      if (!(error instanceof EngineError) || error.code !== "data_directory_busy") throw error;
      const owner = readOwner(directory);
      if (owner !== undefined) return owner;
      if (look >= maxLooks) throw error;
      await new Promise((resolve) => {
        setTimeout(resolve, lookMilliseconds);
      });
    }
  }
}

/** Together five seconds. */
const maxLooks = 100;
const lookMilliseconds = 50;
