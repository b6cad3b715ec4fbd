import type { RunningHookyard } from "@hookyard/embedded";
import { type Command, Option } from "commander";
import { readEnvironment } from "../environment.ts";
import type { ExitCode } from "../failure.ts";
import { createLogWriter, type LogLevel, logLevels } from "../output/log.ts";
import { printableJson } from "../output/printable.ts";
import { welcome } from "../output/welcome.ts";
import { findRouter } from "../router-file.ts";
import { diskSize, retention } from "../value/amount.ts";
import { startSourceSchedules } from "../schedule/source-schedules.ts";
import { addCommand, type Call, type CommandContext } from "./command.ts";
import { httpUrl, nonEmpty, wholeNumber } from "./option-value.ts";

interface StartCommandOptions {
  readonly router?: string;
  readonly port: number;
  readonly host: string;
  readonly operatorPort: number;
  readonly publicUrl?: URL;
  readonly retention?: number;
  readonly maxStorage?: number;
  readonly logLevel: LogLevel;
}

/** `hookyard start`. */
export function addStart(program: Command, context: CommandContext): void {
  addCommand<StartCommandOptions>(program, context, {
    name: "start",
    summary: "run the whole system on this machine",
    description:
      "Runs the whole system in this process: sources, bus, queues, retries, dead letters. Ctrl-C finishes what is in flight and stops; twice stops at once.",
    configure: (command) =>
      command
        .option(
          "--router <file>",
          "the router (default: packages/functions/src/router.ts of this repository)",
          nonEmpty,
        )
        .option("--port <number>", "where webhooks come in; 0 takes a free one", wholeNumber(0, 65_535), 3000)
        .option("--host <address>", "the address to listen at; 0.0.0.0 for all", nonEmpty, "127.0.0.1")
        .option(
          "--operator-port <number>",
          "the operator API, on loopback only",
          wholeNumber(0, 65_535),
          3001,
        )
        .option(
          "--public-url <url>",
          "the address that providers post to, where a proxy or tunnel stands in front",
          httpUrl,
        )
        .option("--retention <time>", "how long events stay in history: '30 days'", retention)
        .option("--max-storage <size>", "what the database may take: '20 GB'", diskSize)
        .addOption(
          new Option("--log-level <level>", "the least that is logged; at warn, what goes well is not")
            .choices(logLevels)
            .default("info"),
        ),
    examples: [
      ["hookyard start", "the router of this repository, data in .hookyard"],
      ["hookyard start --router my/router.ts --port 8080", "another router, another port"],
      ["hookyard start --json", "the log as one JSON object a line, the first says where it listens"],
    ],
    run: start,
  });
}

async function start(call: Call<StartCommandOptions>): Promise<ExitCode> {
  const { io, options, json, dataDirectory, paint } = call;
  const routerFile = findRouter(io.cwd, options.router);
  const env = await readEnvironment(io);
  const stop = io.stopSignal();
  const forPeople = !json && io.stdout.isTTY;
  const log = createLogWriter(io.stdout, forPeople ? paint : undefined, options.logLevel);
  const [{ startHookyard }, { createConsole, consoleKeys }] = await Promise.all([
    io.engine(),
    import("@hookyard/console"),
  ]);
  const running = await startHookyard({
    routerFile,
    dataDirectory,
    host: options.host,
    port: options.port,
    operatorPort: options.operatorPort,
    env,
    log: log.write,
    ...(options.publicUrl === undefined ? {} : { publicUrl: options.publicUrl.href.replace(/\/$/, "") }),
    limits: {
      ...(options.retention !== undefined && { retentionSeconds: options.retention }),
      ...(options.maxStorage !== undefined && { maxStorageBytes: options.maxStorage }),
    },
    logsEverything: options.logLevel === "debug" || options.logLevel === "info",
    schedules: (parts) => startSourceSchedules(parts, { env, fetch: io.fetch, now: io.now, wait: io.wait }),
    console: ({ secret, ...parts }) =>
      createConsole({ ...parts, keys: consoleKeys(secret), now: () => io.now() }),
  });
  io.stdout.write(
    forPeople
      ? welcome({ running, routerFile, dataDirectory, cwd: io.cwd, paint })
      : startedLine(running, io.now()),
  );
  log.open();

  try {
    await untilStopped(running, stop);
  } catch (error) {
    await running.stop().catch(() => undefined); // why it failed says more than what followed from it
    throw error;
  }
  const finishing = `\n${paint("dim", "Finishing what is in flight. Ctrl-C again stops at once.")}\n`;
  io.stdout.write(forPeople ? finishing : eventLine({ event: "stopping" }, io.now()));
  await running.stop();
  io.stdout.write(forPeople ? "Stopped.\n" : eventLine({ event: "stopped" }, io.now()));
  return 0;
}

/** Resolves when it was asked to stop; rejects when the engine failed by itself. */
async function untilStopped(running: RunningHookyard, stop: AbortSignal): Promise<void> {
  const stopped = new Promise<void>((resolve) => {
    if (stop.aborted) resolve();
    stop.addEventListener("abort", () => resolve(), { once: true });
  });
  await Promise.race([stopped, running.failed]);
}

type LifeEvent =
  | ({ readonly event: "started" } & Pick<RunningHookyard, "url" | "operatorUrl" | "sources" | "consumers">)
  | { readonly event: "stopping" | "stopped" };

function startedLine({ url, operatorUrl, sources, consumers }: RunningHookyard, now: Date): string {
  return eventLine({ event: "started", url, operatorUrl, sources, consumers }, now);
}

function eventLine(event: LifeEvent, now: Date): string {
  return `${printableJson({ time: now.toISOString(), ...event })}\n`;
}
