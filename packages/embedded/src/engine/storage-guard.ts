import { statfsSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";
import type { RefusedReason } from "@hookyard/core";
import type { EngineLimits } from "./limits.ts";

/** Says when there is no room for new events, before a write fails for it. */
export interface StorageGuard {
  /** Looks again; a few microseconds. */
  look(): void;
  /** Why new events are refused now, if they are. */
  refusal(): RefusedReason | undefined;
  usedBytes(): number;
}

export function createStorageGuard(
  database: DatabaseSync,
  directory: string,
  limits: Pick<EngineLimits, "maxStorageBytes" | "minFreeBytes">,
): StorageGuard {
  const pageSize = Number(database.prepare("PRAGMA page_size").get()?.["page_size"]);
  const pageCount = database.prepare("PRAGMA page_count");
  const freePages = database.prepare("PRAGMA freelist_count");
  let used = 0;
  let free = Number.POSITIVE_INFINITY;

  const look = (): void => {
    used = (Number(pageCount.get()?.["page_count"]) - Number(freePages.get()?.["freelist_count"])) * pageSize;
    const disk = statfsSync(directory);
    free = disk.bavail * disk.bsize;
  };
  look();
  return {
    look,
    usedBytes: () => used,
    refusal: () => (free < limits.minFreeBytes || used > limits.maxStorageBytes ? "storage_full" : undefined),
  };
}

/** SQLite's result code for a full disk. @see https://www.sqlite.org/rescode.html#full */
const sqliteFull = 13;

/** What to tell a sender whose event could not be written. */
export function refusalOf(error: unknown): RefusedReason {
  const code = typeof error === "object" && error !== null && "errcode" in error ? Number(error.errcode) : 0;
  return (code & 0xff) === sqliteFull ? "storage_full" : "storage_failed";
}
