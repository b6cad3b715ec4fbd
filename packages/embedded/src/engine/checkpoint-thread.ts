import { fdatasyncSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { parentPort, workerData } from "node:worker_threads";
import type { CheckpointThreadData } from "./checkpointer.ts";

// Started by `createCheckpointer`. Each message asks for one checkpoint; the answer is a message when it is done.
const { file, descriptor } = workerData as CheckpointThreadData; // safe: only `createCheckpointer` starts this file
const database = new DatabaseSync(file, { timeout: 5000 });
database.exec("PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0; PRAGMA cache_size = -1000");
const checkpoint = database.prepare("PRAGMA wal_checkpoint(PASSIVE)");

/** Each round copies what was written during the one before, so less and less is left for the writer. */
const rounds = 3;

parentPort?.on("message", () => {
  try {
    for (let round = 0; round < rounds; round++) {
      const { log, checkpointed } = checkpoint.get() ?? {};
      // SQLite syncs the file only when a checkpoint reaches the log's end, which is in the writer, and 30 MB at that
      // moment hold up every acknowledgement for 20 ms.
      fdatasyncSync(descriptor);
      if (log === checkpointed && round > 0) break;
    }
    parentPort?.postMessage("done");
  } catch {
    parentPort?.postMessage("failed"); // the disk is full, most likely: a later checkpoint does it
  }
});
