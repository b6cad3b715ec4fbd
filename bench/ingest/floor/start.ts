import { fileURLToPath } from "node:url";
import { startChild } from "../child.ts";
import { listeningPort } from "../listening-port.ts";
import type { Server, ServerOptions } from "../server.ts";

export async function startFloor(options: ServerOptions): Promise<Server> {
  const child = await startChild(options.scope, {
    name: "floor",
    directory: options.directory,
    command: process.execPath,
    args: [fileURLToPath(new URL("main.ts", import.meta.url))],
    env: { BENCH_STRIPE_SECRET: options.secret, NODE_ENV: "production" },
    ready: listeningPort,
  });
  return {
    name: "floor",
    host: "127.0.0.1",
    port: child.ready,
    path: "/webhooks/stripe",
    pids: [child.pid],
    end: child.end,
    kill: child.kill,
  };
}
