import { openSync } from "node:fs";
import { Worker } from "node:worker_threads";
import type { DatabaseSync } from "node:sqlite";
import { threadEnvironment } from "../thread-environment.ts";

/**
 * Moves the write-ahead log into the database file, off the thread that commits. Moving it inside a commit, as SQLite
 * does by itself, holds up everything for 15 to 100 ms every few thousand events.
 *
 * A thread of its own, there while there is something to do, copies while writing goes on; then the writer itself copies
 * the little that came meanwhile, and with nothing left the log starts again from its beginning.
 */
export interface Checkpointer {
  /** Tells roughly how much was written since the last call; begins a checkpoint when that adds up. */
  wrote(bytes: number): void;
  stop(): Promise<void>;
}

/** The log grows to about this before it is moved. More is rarer, but then the disk is busy for so long that commits wait. */
const startBytes = 16 * 1024 ** 2;
/** Without a checkpoint for so long the thread ends, and gives its 12 MB back. It is there again within a tenth of a second. */
const idleMilliseconds = 10_000;

/** What a checkpoint's thread is started with. */
export interface CheckpointThreadData {
  readonly file: string;
  /** Of the same file, to sync it. */
  readonly descriptor: number;
}

export function createCheckpointer(
  database: DatabaseSync,
  file: string,
  idleAfterMilliseconds = idleMilliseconds,
): Checkpointer {
  const finish = database.prepare("PRAGMA wal_checkpoint(PASSIVE)");
  /**
   * Never closed, and opened once for all threads: closing it would let go of the locks that SQLite holds on the file
   * for the whole process.
   * @see https://www.sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_
   */
  const descriptor = openSync(file, "r");
  let worker: Worker | undefined;
  let written = 0;
  let isRunning = false;
  let idle: NodeJS.Timeout | undefined;
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
  const end = async (): Promise<void> => {
    clearTimeout(idle);
    const ending = worker;
    worker = undefined;
    await ending?.terminate();
  };
  const start = (): Worker => {
    const started = startWorker({ file, descriptor });
    started.on("message", (outcome: "done" | "failed") => {
      isRunning = false;
      // On a full disk nothing is lost, the log has it all: tried again when half as much has come.
      if (outcome === "failed" || !moveRest()) written = startBytes / 2;
      idle = setTimeout(() => void end(), idleAfterMilliseconds).unref();
    });
    // Without it the log only grows until the next start; a write is never at risk. So: no more checkpoints, go on.
    started.on("error", (error) => {
      isRunning = true;
      process.emitWarning(`the checkpoint thread ended: ${error.message}`);
    });
    return started;
  };
  return {
    wrote(bytes) {
      written += bytes;
      if (isRunning || written < startBytes) return;
      isRunning = true;
      clearTimeout(idle);
      worker ??= start();
      worker.postMessage("checkpoint");
    },
    async stop() {
      isRunning = true;
      await end();
    },
  };
}

function startWorker(workerData: CheckpointThreadData): Worker {
  const worker = new Worker(new URL("./checkpoint-thread.ts", import.meta.url), {
    workerData,
    env: threadEnvironment(),
    name: "checkpoint",
    resourceLimits: { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 2 },
  });
  worker.unref();
  return worker;
}
