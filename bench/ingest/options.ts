import { parseArgs } from "node:util";
import type { WorkerPlace } from "./express/start.ts";
import { type ServerName, serverNames } from "./server.ts";

/** What a run is asked to do. */
export interface Options {
  readonly servers: readonly ServerName[];
  /** How often each server is started and put through everything, by turns with the others. */
  readonly rounds: number;
  /** How long the burst and the steady load last; the others in proportion. */
  readonly seconds: number;
  /** Rates tried in the search for the highest that holds, for each server. */
  readonly probes: number;
  /** Whether to wait for a calm machine, and to measure again what was disturbed. */
  readonly isCalm: boolean;
  /** Events in the backlog; 0: none. */
  readonly backlogEvents: number;
  readonly expressWorker: WorkerPlace;
  /** Where the temporary data goes: has to be a disk. */
  readonly directory: string | undefined;
  readonly jsonFile: string | undefined;
  readonly isMarkdown: boolean;
}

export const usage = `npm run bench -- [options]

  --quick              everything once and short, in two to three minutes
  --rounds N           how often each server's turn comes; the median round counts (3)
  --seconds N          how long the burst and the steady load last (10)
  --only NAME          hookyard, floor or express; several times for several
  --probes N           rates tried in the search for the highest that holds (3; 0: no search)
  --backlog N          events in the backlog (1000000; 0: none)
  --calm               waits for a calm machine, and measures again what other work disturbed
  --express-worker P   same or own: which process BullMQ's worker runs in (same)
  --directory DIR      where temporary data goes (the system's; has to be a disk)
  --json FILE          where the result goes (bench/results/ingest-<time>.json)
  --markdown           also prints the block for docs/benchmarks.md`;

/** Reads the command line. Throws a `TypeError` that says what is wrong with it. */
export function parseOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: "boolean", default: false },
      rounds: { type: "string" },
      seconds: { type: "string" },
      only: { type: "string", multiple: true, default: [] },
      probes: { type: "string" },
      backlog: { type: "string" },
      "express-worker": { type: "string", default: "same" },
      directory: { type: "string" },
      json: { type: "string" },
      calm: { type: "boolean", default: false },
      markdown: { type: "boolean", default: false },
    },
  });
  const chosen = values.only.map((name) => oneOf("--only", name, serverNames));
  return {
    servers: chosen.length === 0 ? serverNames : chosen,
    rounds: rounds(values.rounds, values.quick ? 1 : 3),
    seconds: number("--seconds", values.seconds, values.quick ? 1.5 : 10),
    probes: number("--probes", values.probes, values.quick ? 0 : 3),
    backlogEvents: number("--backlog", values.backlog, values.quick ? 30_000 : 1_000_000),
    expressWorker: oneOf("--express-worker", values["express-worker"], ["same", "own"]),
    directory: values.directory,
    isCalm: values.calm,
    jsonFile: values.json,
    isMarkdown: values.markdown,
  };
}

function rounds(text: string | undefined, otherwise: number): number {
  const value = number("--rounds", text, otherwise);
  if (!Number.isInteger(value) || value % 2 === 0) throw new TypeError(`--rounds ${text}: has to be odd`);
  return value;
}

function number(flag: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0) throw new TypeError(`${flag} ${text}: not a number`);
  return value;
}

function oneOf<Name extends string>(flag: string, text: string, names: readonly Name[]): Name {
  const found = names.find((name) => name === text);
  if (found === undefined) throw new TypeError(`${flag} ${text}: has to be one of ${names.join(", ")}`);
  return found;
}
