import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { type StartedChild, startChild } from "../child.ts";
import { freePort } from "../listening-port.ts";
import type { Scope } from "../scope.ts";

/** The version of the `redis-server` on this machine, or `undefined` where there is none. */
export function redisVersion(): string | undefined {
  const answer = spawnSync("redis-server", ["--version"], { encoding: "utf8" });
  return answer.status === 0 ? /v=([\d.]+)/.exec(answer.stdout)?.[1] : undefined;
}

/**
 * Starts a Redis that fsyncs before it answers, as Hookyard does. No snapshots, and no rewriting of its log while it
 * is measured: both would be held against it only because the run is short.
 */
export async function startRedis(
  scope: Scope,
  directory: string,
): Promise<StartedChild<true> & { port: number }> {
  mkdirSync(directory, { recursive: true });
  const port = await freePort();
  const settings = {
    port: String(port),
    bind: "127.0.0.1",
    dir: directory,
    save: "",
    appendonly: "yes",
    appendfsync: "always",
    "auto-aof-rewrite-percentage": "0",
    daemonize: "no",
  };
  const child = await startChild(scope, {
    name: "redis",
    directory,
    command: "redis-server",
    args: Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]),
    ready: (line) => (line.includes("Ready to accept connections") ? true : undefined),
  });
  return { ...child, port };
}
