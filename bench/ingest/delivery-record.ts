import { closeSync, mkdirSync, openSync, readFileSync, readdirSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";
import { threadId } from "node:worker_threads";
import { monotonicMs } from "./clock.ts";
import { eventIdLength } from "./event-id.ts";

/** What a consumer under test does: it notes which event it was given, and when. */
export interface DeliveryRecord {
  readonly delivered: (providerId: string) => void;
}

const flushEveryMs = 25;
const timeLength = 16;
const lineLength = eventIdLength + 1 + timeLength + 1;

/**
 * Notes deliveries in a file of this thread's own in `directory`, written every 25 ms, so that it costs the server
 * about a microsecond an event. All lines have one length: how many there are shows in the file's size.
 */
export function createDeliveryRecord(directory: string): DeliveryRecord {
  mkdirSync(directory, { recursive: true });
  const file = openSync(join(directory, `${process.pid}-${threadId}.tsv`), "a");
  let lines = "";
  const flush = (): void => {
    if (lines === "") return;
    const text = lines;
    lines = "";
    writeSync(file, text);
  };
  setInterval(flush, flushEveryMs).unref();
  process.on("exit", () => {
    flush();
    closeSync(file);
  });
  return {
    delivered: (providerId) => {
      lines += `${providerId.padEnd(eventIdLength)}\t${monotonicMs().toFixed(3).padStart(timeLength)}\n`;
    },
  };
}

/** How many deliveries were noted so far. Looks at file sizes only. */
export function countDeliveries(directory: string): number {
  return filesIn(directory).reduce((total, file) => total + Math.floor(statSync(file).size / lineLength), 0);
}

/** When each event was delivered, every time that it was; by the provider's id. Monotonic milliseconds. */
export function readDeliveries(directory: string): ReadonlyMap<string, readonly number[]> {
  const deliveries = new Map<string, number[]>();
  for (const file of filesIn(directory)) {
    const text = readFileSync(file, "latin1");
    for (let at = 0; at + lineLength <= text.length; at += lineLength) {
      const id = text.slice(at, at + eventIdLength).trimEnd();
      const time = Number(text.slice(at + eventIdLength + 1, at + lineLength));
      const times = deliveries.get(id);
      if (times === undefined) deliveries.set(id, [time]);
      else times.push(time);
    }
  }
  return deliveries;
}

function filesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory).map((name) => join(directory, name));
  } catch {
    return []; // nothing was delivered yet
  }
}
