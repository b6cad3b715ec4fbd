import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { Operator, Router } from "@hookyard/core";
import { createOperatorClient } from "@hookyard/core/operator/client";
import { databaseFile, ownDirectory, readOwner } from "./data-directory.ts";
import { openStore } from "./database/store.ts";
import { runCommand } from "./engine/commands.ts";
import { defaultLimits } from "./engine/limits.ts";
import { EngineError } from "./errors.ts";
import { createLocalOperator } from "./operator/local-operator.ts";
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
  const owner = readOwner(directory);
  if (owner !== undefined) {
    const operator = createOperatorClient({ url: owner.operatorUrl, token: owner.operatorToken, fetch });
    return { operator, mode: "running", url: owner.url };
  }
  const owned = ownDirectory(directory);
  const store = openStore(owned.databaseFile);
  const now = Date.now;
  return {
    mode: "stopped",
    operator: createLocalOperator({
      reader: createDirectReader(store.database, now),
      command: async <Result>(command: Parameters<typeof runCommand>[1]) =>
        store.transact(() => runCommand(store, command, now())) as Result, // safe: each command's result is what `runCommand` answers for its kind
      ...(router !== undefined && {
        router,
        secrets: readSecrets({ router, env, dataDirectory: directory }),
      }),
      limitBytes: defaultLimits.maxStorageBytes,
      async close() {
        store.close();
        owned.release();
      },
    }),
  };
}
