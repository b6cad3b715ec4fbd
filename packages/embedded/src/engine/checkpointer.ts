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

/** The log grows to about this before it is moved. More is rarer, but then the disk is busy for so long that commits wait. */
const startBytes = 16 * 1024 ** 2;

export function createCheckpointer(database: DatabaseSync, file: string): Checkpointer {
  const finish = database.prepare("PRAGMA wal_checkpoint(PASSIVE)");
  const worker = new Worker(new URL("./checkpoint-thread.ts", import.meta.url), {
    workerData: { file },
    env: threadEnvironment(),
    name: "checkpoint",
    resourceLimits: { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 2 },
    trackUnmanagedFds: false, // or Node closes the thread's descriptor with the thread, and SQLite's locks go with it
  });
  let written = 0;
  let isRunning = false;
  /** The writer's part; false when there is no room for it. */
  const moveRest = (): boolean => {
    try {
      const { log, checkpointed } = finish.get() ?? {};
      if (log === checkpointed) written = 0;
      return true;
    } catch {
      return false;
    }
  };
  worker.on("message", (outcome: "done" | "failed") => {
    isRunning = false;
    // On a full disk nothing is lost, the log has it all: tried again when half as much has come.
    if (outcome === "failed" || !moveRest()) written = startBytes / 2;
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
