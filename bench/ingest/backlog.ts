import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type DeliveryStates, deliveryStates } from "./hookyard/delivery-states.ts";
import { startHookyard } from "./hookyard/start.ts";
import { startLoad } from "./load-process.ts";
import { usageOf } from "./process-usage.ts";
import type { ServerOptions } from "./server.ts";
import { readTrace } from "./trace.ts";
import { isAcknowledged } from "./delivery-check.ts";

/** What it is like to hold events that nobody takes. */
export interface Backlog {
  /** Asked for. */
  readonly events: number;
  /** Acknowledged: that many wait. */
  readonly acknowledged: number;
  readonly acknowledgedPerSecond: number;
  /** The most that was resident at one of the samples while it filled. */
  readonly residentWhileFillingBytes: number;
  /** Resident when it was full and quiet, with all connections still open. */
  readonly residentWhileConnectedBytes: number;
  /** The same, when they had ended. */
  readonly residentWhenFullBytes: number;
  readonly diskBytes: number;
  /** From a start, after a kill -9, until webhooks can be taken again. */
  readonly restartMs: number;
  readonly residentAfterRestartBytes: number;
  /** What the engine then says: every acknowledged event has to be there. */
  readonly statesAfterRestart: DeliveryStates;
}

export interface BacklogOptions extends ServerOptions {
  readonly events: number;
  readonly say: (line: string) => void;
}

/** A slow machine gets as far as it gets. */
const fillForMs = 150_000;
const roundSize = 20_000;
const sampleEveryMs = 200;
/** Longer than threads wait to end, or to collect, when they have nothing to do. */
const quietMs = 40_000;

/** Room for that many events of 2 KB, twice over: their indexes, and the log before it is checkpointed. */
export function backlogDiskBytes(events: number): number {
  return events * 10_000;
}

/** Fills a Hookyard whose consumer gets nowhere, measures its memory, kills it, and starts it again on what it has. */
export async function measureBacklog(options: BacklogOptions): Promise<Backlog> {
  const { events, directory, say } = options;
  say(`hookyard: backlog of ${events.toLocaleString("en")} events`);
  const server = await startHookyard(options, "backlog");
  const traceFile = join(directory, "backlog.tsv");
  const load = await startLoad({
    host: server.host,
    port: server.port,
    path: server.path,
    secret: options.secret,
    tag: "Fx",
    bodyBytes: 2_048,
    count: events,
    roundSize,
    seed: 1,
    connections: 128,
    sendForMs: 60_000,
    patienceMs: 10_000,
    roundsForMs: fillForMs,
    traceFile,
  });
  let residentWhileFillingBytes = 0;
  const sampling = setInterval(() => {
    residentWhileFillingBytes = Math.max(residentWhileFillingBytes, usageOf(server.pids).residentBytes);
  }, sampleEveryMs);
  try {
    await load.run();
    await sleep(quietMs);
    const residentWhileConnectedBytes = usageOf(server.pids).residentBytes;
    await load.writeTrace(); // and its connections end
    await sleep(quietMs);
    const residentWhenFullBytes = usageOf(server.pids).residentBytes;
    const answered = await answersIn(traceFile);
    await server.kill();

    const before = performance.now();
    const again = await startHookyard(options, "backlog");
    const restartMs = performance.now() - before;
    await sleep(quietMs);
    const residentAfterRestartBytes = usageOf(again.pids).residentBytes;
    const statesAfterRestart = await deliveryStates(join(directory, "data"));
    await again.kill();
    return {
      events,
      ...answered,
      residentWhileFillingBytes,
      residentWhileConnectedBytes,
      residentWhenFullBytes,
      diskBytes: sizeOf(join(directory, "data")),
      restartMs,
      residentAfterRestartBytes,
      statesAfterRestart,
    };
  } finally {
    clearInterval(sampling);
    load.kill();
  }
}

async function answersIn(
  traceFile: string,
): Promise<Pick<Backlog, "acknowledged" | "acknowledgedPerSecond">> {
  let acknowledged = 0;
  let first = Number.POSITIVE_INFINITY;
  let last = 0;
  for await (const entry of readTrace(traceFile)) {
    if (!isAcknowledged(entry)) continue;
    acknowledged++;
    first = Math.min(first, entry.sentAt);
    last = Math.max(last, entry.answeredAt);
  }
  return { acknowledged, acknowledgedPerSecond: (acknowledged / (last - first)) * 1_000 };
}

function sizeOf(directory: string): number {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return files.reduce((total, file) => total + statSync(join(file.parentPath, file.name)).size, 0);
}
