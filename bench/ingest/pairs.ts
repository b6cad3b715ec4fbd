/**
 * `npm run bench:pairs -- OTHER`: this checkout of Hookyard against another one, or against itself with other flags of
 * Node, by segments of seconds that take turns on two servers that run side by side, started anew a few times. For what
 * is smaller than the changes of a machine's speed within a run of `npm run bench`.
 */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { type Checkout, startHookyard } from "./hookyard/start.ts";
import { type PairedStart, type Segment, comparePairs, pairsText } from "./pair-ratios.ts";
import { measure } from "./measure.ts";
import { type Scenario, warmup } from "./scenario.ts";
import { closeWhenInterrupted, createScope, type Scope } from "./scope.ts";
import type { Server } from "./server.ts";

const usage = `npm run bench:pairs -- [OTHER] [options]

  OTHER                the folder of another checkout, with its node_modules (this one)
  --starts N           how often both are started anew: two processes of the same code differ too (6)
  --pairs N            pairs of segments for each start (7)
  --seconds N          how long each lasts (1.5)
  --rate N             arrivals a second (as many as are answered)
  --body N             bytes of each body (2048)
  --flags="…"          flags of Node for this checkout's server
  --other-flags="…"    and for the other's`;

interface Contest {
  readonly server: Server;
  readonly directory: string;
  readonly tags: string[];
  readonly segments: Segment[];
}

const secret = "whsec_bench_cGFpcnMgb2Ygc2VnbWVudHM";
/** By short turns too: a server that has been quiet for a while gives memory back, and code that was compiled with it. */
const warmups = 6;
const warmupSeconds = 2.5;
const connections = 128;
const warm: Scenario = { ...warmup(warmupSeconds), mostEvents: 40_000 };
const mostPerSecond = 20_000;

async function main(): Promise<number> {
  const options = readOptions();
  if (options === undefined) return 2;
  try {
    const starts: PairedStart[] = [];
    for (let start = 1; start <= options.starts; start++) {
      starts.push(await runStart(options, start));
      process.stderr.write(`${pairsText(comparePairs(starts))}\n`);
    }
    process.stdout.write(`${pairsText(comparePairs(starts))}\n`);
    return 0;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}

/** Starts both servers anew, and gives them their segments in turn. */
async function runStart(options: PairsOptions, start: number): Promise<PairedStart> {
  const scope = createScope();
  closeWhenInterrupted(scope);
  const directory = mkdtempSync(join(tmpdir(), "hookyard-pairs-"));
  scope.defer(() => rmSync(directory, { recursive: true, force: true }));
  try {
    const startOurs = () => open(scope, join(directory, "this"), { flags: options.flags });
    const startTheirs = () =>
      open(scope, join(directory, "other"), {
        flags: options.otherFlags,
        ...(options.other !== undefined && { checkout: options.other }),
      });
    // Who is first changes, so that what the one leaves behind does not always meet the other.
    const isOursFirst = start % 2 === 1;
    const first = await (isOursFirst ? startOurs() : startTheirs());
    const second = await (isOursFirst ? startTheirs() : startOurs());
    for (let turn = 1; turn <= warmups; turn++) {
      for (const contest of [first, second]) await run(contest, warm);
    }
    for (let pair = 1; pair <= options.pairs; pair++) {
      for (const contest of pair % 2 === 1 ? [first, second] : [second, first]) {
        contest.segments.push(await run(contest, options.scenario));
      }
    }
    return isOursFirst
      ? { ours: first.segments, theirs: second.segments }
      : { ours: second.segments, theirs: first.segments };
  } finally {
    await scope.close();
  }
}

async function open(scope: Scope, directory: string, from: Checkout): Promise<Contest> {
  mkdirSync(directory, { recursive: true });
  const server = await startHookyard({ scope, directory, secret }, "recording", from);
  return { server, directory, tags: [], segments: [] };
}

/** One segment on one server. Throws when an event was lost: then nothing else about it matters. */
async function run({ server, directory, tags }: Contest, scenario: Scenario): Promise<Segment> {
  tags.push(`P${tags.length}x`);
  const { check, ...measurement } = await measure({ server, scenario, tags, secret, directory });
  if (check.missing + check.invented + check.confused > 0) {
    throw new Error(`${check.missing} missing, ${check.invented} invented, ${check.confused} confused`);
  }
  return {
    cpuMicros: measurement.cpuMicrosPerEvent,
    perSecond: measurement.deliveredPerSecond ?? 0,
    p99Milliseconds: measurement.acknowledgement.p99,
  };
}

interface PairsOptions {
  /** Another checkout's folder. */
  readonly other: string | undefined;
  readonly starts: number;
  readonly pairs: number;
  readonly flags: readonly string[];
  readonly otherFlags: readonly string[];
  readonly scenario: Scenario;
}

function readOptions(): PairsOptions | undefined {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        starts: { type: "string", default: "6" },
        pairs: { type: "string", default: "7" },
        seconds: { type: "string", default: "1.5" },
        rate: { type: "string" },
        body: { type: "string", default: "2048" },
        flags: { type: "string", default: "" },
        "other-flags": { type: "string", default: "" },
      },
    });
    const seconds = positive("--seconds", values.seconds);
    const [other] = positionals;
    return {
      other: other === undefined ? undefined : resolve(other),
      starts: positive("--starts", values.starts),
      pairs: positive("--pairs", values.pairs),
      flags: words(values.flags),
      otherFlags: words(values["other-flags"]),
      scenario: {
        name: "segment",
        bodyBytes: positive("--body", values.body),
        seconds,
        connections,
        ...(values.rate === undefined
          ? { mostEvents: Math.round(seconds * mostPerSecond) }
          : { perSecond: positive("--rate", values.rate) }),
      },
    };
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}\n`);
    return undefined;
  }
}

function words(text: string): readonly string[] {
  return text.split(" ").filter((word) => word !== "");
}

function positive(flag: string, text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new TypeError(`${flag} ${text}: not a number above 0`);
  return value;
}

process.exitCode = await main();
