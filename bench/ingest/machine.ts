import { closeSync, fdatasyncSync, openSync, readFileSync, rmSync, statfsSync, writeSync } from "node:fs";
import { availableParallelism, cpus, release, totalmem } from "node:os";
import { join } from "node:path";
import { redisVersion } from "./express/redis.ts";
import { type Spread, spreadOf } from "./percentiles.ts";

/** What the figures were measured on; without it they say nothing. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly kernel: string;
  readonly node: string;
  readonly redis: string | undefined;
  /** Whether the data lay in memory, where an fsync costs nothing: then the figures are void. */
  readonly isMemoryDisk: boolean;
  readonly freeDiskBytes: number;
  /** Writing 4 KB and `fdatasync`, in milliseconds. */
  readonly syncMs: Spread;
  /** Other processes' load before the run: the average number that wanted a core in the last minute. */
  readonly loadAverage: number;
}

const tmpfsType = 0x01021994;
const syncs = 100;

/** Describes this machine and the disk under `directory`. */
export function describeMachine(directory: string): Machine {
  const disk = statfsSync(directory);
  return {
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    kernel: release(),
    node: process.version,
    redis: redisVersion(),
    isMemoryDisk: disk.type === tmpfsType,
    freeDiskBytes: disk.bavail * disk.bsize,
    syncMs: timeSyncs(join(directory, "sync-probe")),
    loadAverage: Number(readFileSync("/proc/loadavg", "utf8").split(" ")[0]),
  };
}

function timeSyncs(path: string): Spread {
  const file = openSync(path, "w");
  const block = Buffer.alloc(4_096, 1);
  const took = Float64Array.from({ length: syncs }, () => {
    const before = performance.now();
    writeSync(file, block);
    fdatasyncSync(file);
    return performance.now() - before;
  });
  closeSync(file);
  rmSync(path);
  return spreadOf(took);
}
