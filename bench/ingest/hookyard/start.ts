import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { jsonObject, startChild } from "../child.ts";
import { deliveryStates } from "./delivery-states.ts";
import type { Server, ServerOptions } from "../server.ts";

const commandLine = fileURLToPath(new URL("../../../packages/cli/bin/hookyard.js", import.meta.url));

const routers = {
  /** Every event is delivered at once. */
  recording: fileURLToPath(new URL("router.ts", import.meta.url)),
  /** Nothing gets done, and everything waits on the disk. */
  backlog: fileURLToPath(new URL("backlog/router.ts", import.meta.url)),
};

/** Starts Hookyard by its own command line, as an operator does, with its data in `directory`. */
export async function startHookyard(options: ServerOptions, router: keyof typeof routers): Promise<Server> {
  const records = join(options.directory, "records");
  const data = join(options.directory, "data");
  const ports = ["--port", "0", "--operator-port", "0"];
  const child = await startChild(options.scope, {
    name: `hookyard-${router}`,
    directory: options.directory,
    command: process.execPath,
    args: [
      commandLine,
      "start",
      "--json",
      "--log-level",
      "warn",
      "--router",
      routers[router],
      "--data",
      data,
      ...ports,
    ],
    env: { HOOKYARD_SECRET_STRIPE: options.secret, BENCH_RECORDS: records, NODE_ENV: "production" },
    ready: ingestPort,
  });
  return {
    name: "hookyard",
    host: "127.0.0.1",
    port: child.ready,
    path: "/webhooks/stripe",
    pids: [child.pid],
    records,
    states: () => deliveryStates(data),
    end: child.end,
    kill: child.kill,
  };
}

/** The port in the line that `start --json` prints when it takes webhooks: `{"event":"started","url":…}`. */
function ingestPort(line: string): number | undefined {
  const { event, url } = jsonObject(line) ?? {};
  return event === "started" && typeof url === "string" ? Number(new URL(url).port) : undefined;
}
