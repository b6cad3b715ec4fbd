import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startChild } from "../child.ts";
import { listeningPort } from "../listening-port.ts";
import type { Server, ServerOptions } from "../server.ts";
import { redisVersion, startRedis } from "./redis.ts";

/** Where the BullMQ worker runs: in the web process, or in one of its own. */
export type WorkerPlace = "same" | "own";

/** Starts Redis and the Express peer. `undefined` where there is no `redis-server`. */
export async function startExpress(options: ServerOptions, worker: WorkerPlace): Promise<Server | undefined> {
  if (redisVersion() === undefined) return undefined;
  const records = join(options.directory, "records");
  const redis = await startRedis(options.scope, join(options.directory, "redis"));
  const start = (roles: string): ReturnType<typeof startChild<number>> =>
    startChild(options.scope, {
      name: roles,
      directory: options.directory,
      command: process.execPath,
      args: [fileURLToPath(new URL("main.ts", import.meta.url))],
      env: {
        BENCH_ROLES: roles,
        BENCH_REDIS_PORT: String(redis.port),
        BENCH_RECORDS: records,
        BENCH_STRIPE_SECRET: options.secret,
        NODE_ENV: "production",
      },
      ready: listeningPort,
    });
  const children =
    worker === "same" ? [await start("web,worker")] : [await start("web"), await start("worker")];
  return {
    name: "express",
    host: "127.0.0.1",
    port: children[0]?.ready ?? 0,
    path: "/webhooks/stripe",
    pids: [...children, redis].map((child) => child.pid),
    records,
    end: async () => {
      for (const child of [...children, redis]) await child.end();
    },
    kill: async () => {
      for (const child of [...children, redis]) await child.kill();
    },
  };
}
