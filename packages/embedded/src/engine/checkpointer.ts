import { Worker } from "node:worker_threads";
import type { DatabaseSync } from "node:sqlite";
import { threadEnvironment } from "../thread-environment.ts";

/**
 * Moves the write-ahead log into the database file, off the thread that commits. Moving it inside a commit, as SQLite
 * does by itself, holds up everything for 15 to 100 ms every few thousand events.
 *
 * A thread of its own copies while writing goes on; then the writer itself copies the little that came meanwhile, and
 * with nothing left the log starts again from its beginning.
 */
export interface Checkpointer {
  /** Tells roughly how much was written since the last call; begins a checkpoint when that adds up. */
  wrote(bytes: number): void;
  stop(): Promise<void>;
}

/** The log grows to about this before it is moved. Small enough to be in the page cache, large enough to be rare. */
const startBytes = 32 * 1024 ** 2;

export function createCheckpointer(database: DatabaseSync, file: string): Checkpointer {
  const finish = database.prepare("PRAGMA wal_checkpoint(PASSIVE)");
  const worker = new Worker(new URL("./checkpoint-thread.ts", import.meta.url), {
    workerData: { file },
    env: threadEnvironment(),
    name: "checkpoint",
    resourceLimits: { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 2 },
  });
  let written = 0;
  let isRunning = false;
  worker.on("message", () => {
    isRunning = false;
    const { log, checkpointed } = finish.get() ?? {};
    if (log === checkpointed) written = 0;
  });
  // Without it the log only grows until the next start; a write is never at risk. So: no more checkpoints, go on.
  worker.on("error", (error) => {
    isRunning = true;
    process.emitWarning(`the checkpoint thread ended: ${error.message}`);
  });
  worker.unref();
  return {
    wrote(bytes) {
      written += bytes;
      if (isRunning || written < startBytes) return;
      isRunning = true;
      worker.postMessage("checkpoint");
    },
    async stop() {
      isRunning = true;
      await worker.terminate();
    },
  };
}
