import { statfs } from "node:fs/promises";
import { createServer } from "node:net";
import { dirname } from "node:path";
import { existsSync } from "node:fs";
import type { Router } from "@hookyard/core/router/router";
import { type Finding, findingsOf } from "./finding.ts";

const { error, warning } = findingsOf("machine");

/** What is looked at of the machine; tests pass their own. */
export interface Machine {
  readonly nodeVersion: string;
  /** Bytes that are free where the data is. */
  readonly freeBytes: (directory: string) => Promise<number>;
  /** The time as others have it; `undefined` when nobody can be asked. */
  readonly trueTime: () => Promise<Date | undefined>;
  readonly isPortFree: (port: number) => Promise<boolean>;
}

export interface MachineInput {
  readonly machine: Machine;
  readonly router: Router | undefined;
  readonly dataDirectory: string;
  readonly now: () => Date;
  /** Ports that Hookyard would take; empty while it runs. */
  readonly ports: readonly number[];
}

const leastNode = 24;
const gib = 1024 ** 3;
/** What the tightest providers allow is five minutes; a tenth of it is time to act. */
const usualToleranceSeconds = 300;

/** Node, disk, clock and ports. */
export async function checkMachine(input: MachineInput): Promise<readonly Finding[]> {
  const { machine, dataDirectory } = input;
  const found: Finding[] = [];
  if (Number(machine.nodeVersion.split(".")[0]) < leastNode) {
    found.push(
      error(
        "node_too_old",
        `this is Node ${machine.nodeVersion}`,
        "Hookyard runs TypeScript as it is and uses node:sqlite: both need Node 24",
        "npm ci (it brings Node 24 along on Linux), then npx hookyard; elsewhere install Node 24",
      ),
    );
  }
  const free = await machine.freeBytes(dataDirectory);
  if (free < gib / 2) found.push(disk("error", free, dataDirectory));
  else if (free < 2 * gib) found.push(disk("warning", free, dataDirectory));
  found.push(...(await clock(input)));
  for (const port of input.ports) {
    if (await machine.isPortFree(port)) continue;
    found.push(
      error(
        "port_taken",
        `port ${port} is taken by another program`,
        "Hookyard cannot start there",
        port === 3001 ? "npx hookyard start --operator-port 0" : "npx hookyard start --port 8080",
      ),
    );
  }
  return found;
}

function disk(level: Finding["level"], free: number, directory: string): Finding {
  return (level === "error" ? error : warning)(
    "disk_low",
    `${(free / gib).toFixed(1)} GB are free at ${directory}`,
    "on a full disk every webhook is refused with 503 until there is room",
    "free some, or keep less: npx hookyard start --retention '7 days' --max-storage '1 GB'",
  );
}

async function clock({ machine, router, now }: MachineInput): Promise<readonly Finding[]> {
  const there = await machine.trueTime();
  if (there === undefined) return [];
  const skew = Math.abs(there.getTime() - now().getTime()) / 1000;
  const tolerances = Object.values(router?.sources ?? {}).map(
    ({ toleranceSeconds }) => toleranceSeconds ?? usualToleranceSeconds,
  );
  const tightest = Math.min(usualToleranceSeconds, ...tolerances);
  if (skew <= Math.max(2, tightest / 10)) return [];
  return [
    (skew > tightest ? error : warning)(
      "clock_off",
      `the clock is ${Math.round(skew)} s off`,
      `a signature is believed for ${tightest} s around its time: genuine webhooks will be refused`,
      "sudo timedatectl set-ntp true (or switch time synchronisation on in another way)",
    ),
  ];
}

/** The machine that this runs on. `fetch` asks for the time, in the header of an answer. */
export function thisMachine(fetch: typeof globalThis.fetch): Machine {
  return {
    nodeVersion: process.versions.node,
    freeBytes: async (directory) => {
      let existing = directory;
      while (!existsSync(existing)) existing = dirname(existing);
      const { bavail, bsize } = await statfs(existing);
      return bavail * bsize;
    },
    trueTime: async () => {
      try {
        const response = await fetch("https://api.github.com/", {
          method: "HEAD",
          signal: AbortSignal.timeout(3_000),
        });
        const date = Date.parse(response.headers.get("date") ?? "");
        return Number.isNaN(date) ? undefined : new Date(date);
      } catch {
        return undefined; // offline: nobody can be asked
      }
    },
    isPortFree: (port) =>
      new Promise((resolve) => {
        const server = createServer();
        server.once("error", () => resolve(false));
        server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
      }),
  };
}
