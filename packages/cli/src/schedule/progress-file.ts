import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ScheduleProgress, ScheduleProgressStore } from "@hookyard/register";

/**
 * Keeps how far a source's schedule has come in the data directory, which one process owns: no other run is at it. What
 * is written is there whole or not at all.
 */
export function createProgressFile(dataDirectory: string, source: string): ScheduleProgressStore {
  const file = join(dataDirectory, `reconcile-${source}.schedule.json`);
  return {
    async read() {
      const text = await readFile(file, "utf8").catch((error: unknown) => {
        if (error instanceof Error && "code" in error && error.code === "ENOENT") return "{}";
        throw error;
      });
      return JSON.parse(text) as ScheduleProgress; // safe: `write` wrote it whole
    },
    async write(progress) {
      await writeFile(`${file}.new`, JSON.stringify(progress), { mode: 0o600 });
      await rename(`${file}.new`, file);
      return true;
    },
  };
}
