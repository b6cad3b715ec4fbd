/**
 * `npm run bench:survivors`: what is still alive at V8's scavenges of the thread that takes webhooks, in a few processes of
 * Hookyard. A request is over long before the next scavenge, so all but what is under way should be gone; where it is not,
 * something that is dead keeps it, and that costs more than any one function.
 */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { GCProfilerResult } from "node:v8";
import { startHookyard } from "./hookyard/start.ts";
import { freePort } from "./listening-port.ts";
import { measure } from "./measure.ts";
import { type Scenario, warmup } from "./scenario.ts";
import { readScavenges } from "./scavenges.ts";
import { closeWhenInterrupted, createScope } from "./scope.ts";

const usage = `npm run bench:survivors -- [options]

  --starts N     processes to look at, two at a time (6)
  --flags="…"    flags of Node for them`;

const secret = "whsec_bench_c3Vydml2b3JzIG9mIHNjYXZlbmdlcw";
/** Two run side by side and take turns: what a pause does to them belongs to it. */
const together = 2;
const warmups = 6;
const warm: Scenario = { ...warmup(2.5), mostEvents: 40_000 };
const watched: Scenario = { ...warmup(1.5), name: "watched" };

async function main(): Promise<number> {
  let starts: number;
  let flags: readonly string[];
  try {
    const { values } = parseArgs({
      options: { starts: { type: "string", default: "6" }, flags: { type: "string", default: "" } },
    });
    starts = Number(values.starts);
    if (!Number.isInteger(starts) || starts < 1)
      throw new TypeError(`--starts ${values.starts}: not a number above 0`);
    flags = values.flags.split(" ").filter((flag) => flag !== "");
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}\n`);
    return 2;
  }
  for (let first = 1; first <= starts; first += together) {
    await lookAt(first, Math.min(together, starts - first + 1), flags);
  }
  return 0;
}

async function lookAt(first: number, count: number, flags: readonly string[]): Promise<void> {
  const scope = createScope();
  closeWhenInterrupted(scope);
  const parent = mkdtempSync(join(tmpdir(), "hookyard-survivors-"));
  scope.defer(() => rmSync(parent, { recursive: true, force: true }));
  const open = async (number: number) => {
    const directory = join(parent, String(number));
    mkdirSync(directory);
    const port = await freePort();
    const inspected = { flags: [`--inspect=127.0.0.1:${port}`, ...flags] };
    const server = await startHookyard({ scope, directory, secret }, "recording", inspected);
    const tags: string[] = [];
    const run = (scenario: Scenario) => {
      tags.push(`S${tags.length}x`);
      return measure({ server, scenario, tags, secret, directory });
    };
    return { number, run, evaluate: await inspect(port) };
  };
  try {
    const processes: Awaited<ReturnType<typeof open>>[] = [];
    for (let index = 0; index < count; index++) processes.push(await open(first + index));
    for (let turn = 1; turn <= warmups; turn++) for (const { run } of processes) await run(warm);
    for (const { number, run, evaluate } of processes) {
      await evaluate(
        'globalThis.watch = new (process.getBuiltinModule("v8").GCProfiler)(); watch.start(); ""',
      );
      const { cpuMicrosPerEvent } = await run(watched);
      const seen = JSON.parse(await evaluate("JSON.stringify(watch.stop())")) as GCProfilerResult; // safe: so Node documents it
      const { count: scavenges, medianSurvivors, longestMilliseconds } = readScavenges(seen);
      process.stdout.write(
        `${number}: ${scavenges} scavenges found ${(medianSurvivors / 1e6).toFixed(1)} MB alive (the median), the longest took ` +
          `${longestMilliseconds.toFixed(1)} ms; ${cpuMicrosPerEvent.toFixed(0)} µs of CPU an event\n`,
      );
    }
  } finally {
    await scope.close();
  }
}

/** Has a process's main thread evaluate what answers text. */
async function inspect(port: number): Promise<(expression: string) => Promise<string>> {
  const answer = await fetch(`http://127.0.0.1:${port}/json`);
  const [target] = (await answer.json()) as { readonly webSocketDebuggerUrl: string }[]; // safe: V8's inspector protocol
  if (target === undefined) throw new Error(`nothing to inspect at port ${port}`);
  const socket = new WebSocket(target.webSocketDebuggerUrl);
  const opened = Promise.withResolvers<void>();
  socket.addEventListener("open", () => opened.resolve());
  socket.addEventListener("error", () => opened.reject(new Error(`cannot inspect at port ${port}`)));
  await opened.promise;
  let last = 0;
  return async (expression) => {
    const id = ++last;
    const answered = Promise.withResolvers<string>();
    const onMessage = ({ data }: MessageEvent): void => {
      // safe: V8's inspector protocol
      const message = JSON.parse(String(data)) as {
        readonly id?: number;
        readonly result?: { readonly result?: { readonly value?: unknown } };
      };
      if (message.id !== id) return;
      socket.removeEventListener("message", onMessage);
      const value = message.result?.result?.value;
      if (typeof value === "string") answered.resolve(value);
      else answered.reject(new Error(`not evaluated: ${String(data)}`));
    };
    socket.addEventListener("message", onMessage);
    const params = { expression, returnByValue: true };
    socket.send(JSON.stringify({ id, method: "Runtime.evaluate", params }));
    return answered.promise;
  };
}

process.exitCode = await main();
