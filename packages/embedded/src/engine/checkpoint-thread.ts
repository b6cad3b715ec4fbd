import { DatabaseSync } from "node:sqlite";
import { parentPort, workerData } from "node:worker_threads";

// Started by `createCheckpointer`. Each message asks for one checkpoint; the answer is a message when it is done.
const { file } = workerData as { readonly file: string }; // safe: only `createCheckpointer` starts this file
const database = new DatabaseSync(file, { timeout: 5000 });
database.exec("PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0; PRAGMA cache_size = -1000");
const checkpoint = database.prepare("PRAGMA wal_checkpoint(PASSIVE)");

/** Each round copies what was written during the one before, so what is left shrinks; then the writer does the rest. */
const maxRounds = 4;
const fewFrames = 256;

parentPort?.on("message", () => {
  for (let round = 0; round < maxRounds; round++) {
    const before = checkpoint.get();
    if (Number(before?.["log"]) - Number(before?.["checkpointed"]) <= 0 && round > 0) break;
    const pending = Number(before?.["log"]) - Number(before?.["checkpointed"]);
    if (pending <= fewFrames && round > 0) break;
  }
  parentPort?.postMessage("done");
});
