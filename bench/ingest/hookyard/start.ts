import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { jsonObject, startChild } from "../child.ts";
import { deliveryStates } from "./delivery-states.ts";
import type { Server, ServerOptions } from "../server.ts";

const thisCheckout = fileURLToPath(new URL("../../../", import.meta.url));
const commandLine = "packages/cli/bin/hookyard.js";

const routers = {
  /** Every event is delivered at once. */
  recording: "bench/ingest/hookyard/router.ts",
  /** Nothing gets done, and everything waits on the disk. */
  backlog: "bench/ingest/hookyard/backlog/router.ts",
};

/** Which Hookyard is started, where it is not this checkout's as it is. */
export interface Checkout {
  readonly checkout?: string;
  /** For Node; before the launcher's own, and in place of them where both say something. */
  readonly flags?: readonly string[];
}

/** Starts Hookyard by its own command line, as an operator does, with its data in `directory`. */
export async function startHookyard(
  options: ServerOptions,
  router: keyof typeof routers,
  { checkout = thisCheckout, flags = [] }: Checkout = {},
): Promise<Server> {
  const records = join(options.directory, "records");
  const data = join(options.directory, "data");
  const ports = ["--port", "0", "--operator-port", "0"];
  const child = await startChild(options.scope, {
    name: `hookyard-${router}`,
    directory: options.directory,
    command: process.execPath,
    args: [
      ...flags,
      join(checkout, commandLine),
      "start",
      "--json",
      "--log-level",
      "warn",
      "--router",
      join(checkout, routers[router]),
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
