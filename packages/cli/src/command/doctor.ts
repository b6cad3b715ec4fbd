import { HookyardError } from "@hookyard/core/errors";
import type { Router } from "@hookyard/core/router/router";
import type { Command } from "commander";
import { checkDefinition } from "../doctor/definition.ts";
import { checkEngine } from "../doctor/engine.ts";
import { type Finding, findingsOf } from "../doctor/finding.ts";
import { checkMachine, thisMachine } from "../doctor/machine.ts";
import { checkScheduleKeys, checkSchedules } from "../doctor/schedules.ts";
import { checkProviders } from "../doctor/provider.ts";
import { readEnvironment } from "../environment.ts";
import type { ExitCode } from "../failure.ts";
import { printable } from "../output/printable.ts";
import { findRouter } from "../router-file.ts";
import { createProgressFile } from "../schedule/progress-file.ts";
import { addCommand, type Call, type CommandContext, writeJson } from "./command.ts";
import { nonEmpty, wholeNumber } from "./option-value.ts";

interface DoctorOptions {
  readonly router?: string;
  readonly port: number;
  readonly operatorPort: number;
  readonly offline?: boolean;
}

/** `hookyard doctor`. */
export function addDoctor(program: Command, context: CommandContext): void {
  addCommand<DoctorOptions>(program, context, {
    name: "doctor",
    summary: "check the definition, the machine and what runs",
    description:
      "Checks the router (handlers, patterns against samples), this machine (Node, disk, clock, ports), the engine (backlog, dead letters, refusals, silence), and the endpoints at providers whose API key is at hand. Each finding says what is wrong, why it matters and what puts it right. With --stage, what is deployed in place of the machine: queues, functions, rules, alarms, secrets, quotas. Exit code 1 on any error.",
    configure: (command) =>
      command
        .option("--router <file>", "the router (default: the repository's)", nonEmpty)
        .option("--port <number>", "where webhooks will come in", wholeNumber(0, 65_535), 3000)
        .option("--operator-port <number>", "the operator API's port", wholeNumber(0, 65_535), 3001)
        .option("--offline", "ask nobody outside: neither for the time nor providers"),
    examples: [
      ["hookyard doctor", "all of it"],
      ["hookyard doctor --json --offline", "for CI: one JSON document, without the network"],
      ["hookyard doctor --stage production", "the deployed stage"],
    ],
    reachesStages: true,
    run: doctor,
  });
}

async function doctor(call: Call<DoctorOptions>): Promise<ExitCode> {
  const { io, json, paint } = call;
  const findings = await allFindings(call);
  const errors = findings.filter(({ level }) => level === "error").length;
  if (json) writeJson(io, { healthy: errors === 0, findings });
  else if (findings.length === 0) io.stdout.write(`${paint("green", "✓")} Nothing is wrong.\n`);
  else {
    for (const { level, area, what, why, fix } of findings) {
      const mark = level === "error" ? paint("red", "✗") : paint("yellow", "!");
      io.stdout.write(
        `${mark} ${paint("dim", `${area}:`)} ${printable(what)}\n    ${paint("dim", "why")}  ${printable(why)}\n    ${paint("dim", "fix")}  ${printable(fix)}\n`,
      );
    }
  }
  return errors > 0 ? 1 : 0;
}

async function allFindings(call: Call<DoctorOptions>): Promise<readonly Finding[]> {
  const { io, options, dataDirectory } = call;
  const engine = await io.engine();
  const { loadRouter, openOperator, createRegistrationStore, secretAdvice } = engine;
  const isStage = engine.examine !== undefined;
  const owner = isStage ? undefined : engine.readOwner(dataDirectory);
  const command = isStage ? call.hint : (line: string) => `npx hookyard ${line}`;
  const definition = await loadDefinition(call, loadRouter, owner?.routerFile);
  const { router } = definition;
  const env = await readEnvironment(io);
  const fetch = options.offline === true ? offline : io.fetch;
  const found = [...definition.findings];
  if (engine.examine !== undefined) found.push(...(await engine.examine()));
  else
    found.push(
      ...(await checkMachine({
        machine: io.machine ?? thisMachine(fetch),
        router,
        dataDirectory,
        now: io.now,
        ports: owner === undefined ? [options.port, options.operatorPort].filter((port) => port !== 0) : [],
      })),
    );
  try {
    const { operator, mode } = await openOperator({
      dataDirectory,
      ...(router !== undefined && { router, env }),
    });
    try {
      found.push(...(await checkEngine({ operator, mode, router, now: io.now(), command, secretAdvice })));
    } finally {
      await operator.close();
    }
  } catch (error) {
    // A stage that is broken answers with AWS's own errors: they are what is to be told.
    if (!(error instanceof Error) || (!isStage && !(error instanceof HookyardError))) throw error;
    const code = error instanceof HookyardError ? error.code : "stage_unreachable";
    const message = error instanceof HookyardError ? error.message : `${error.name}: ${error.message}`;
    // Nothing has run here yet: nothing to say of an engine.
    if (code !== "data_directory_missing") found.push(unreachable(code, message, isStage));
  }
  if (router !== undefined && !isStage) {
    const isRunning = owner !== undefined;
    const progress = (source: string) => createProgressFile(dataDirectory, source).read();
    found.push(
      ...checkScheduleKeys(router, env), // a stage is not deployed without
      ...(await checkSchedules({
        router,
        progress,
        isRunning,
        now: io.now(),
        fix: fixOfSchedule(isRunning),
      })),
    );
  }
  if (router !== undefined && options.offline !== true)
    found.push(
      ...(await checkProviders({
        io,
        router,
        env,
        dataDirectory,
        createRegistrationStore,
        command,
        isStage,
      })),
    );
  return found.toSorted((one, other) => Number(one.level === "warning") - Number(other.level === "warning"));
}

function unreachable(code: string, message: string, isStage: boolean): Finding {
  return findingsOf("engine").error(
    code,
    message,
    "whether events are delivered cannot be seen",
    isStage ? "see what the stage is made of, above" : "npx hookyard start, or name its data with --data",
  );
}

function fixOfSchedule(isRunning: boolean): (source: string) => string {
  return (source) =>
    isRunning
      ? `the log of what runs says why it could not be; by hand: npx hookyard reconcile ${source} --since 24h`
      : "npx hookyard start, which compares it at once";
}

const offline: typeof fetch = () => Promise.reject(new TypeError("asked to stay offline"));

async function loadDefinition(
  { io, options }: Call<DoctorOptions>,
  loadRouter: (file: string) => Promise<Router>,
  running: string | undefined,
): Promise<{ readonly router: Router | undefined; readonly findings: readonly Finding[] }> {
  try {
    const file =
      options.router === undefined && running !== undefined ? running : findRouter(io.cwd, options.router);
    const router = await loadRouter(file);
    const { consumerFile, loadConsumer } = await import("@hookyard/embedded/consumer/load-consumer");
    const load = (consumer: string): Promise<unknown> => loadConsumer(consumer, consumerFile(file, consumer));
    return {
      router,
      findings: await checkDefinition({ router, load, now: io.now(), random: io.random }),
    };
  } catch (error) {
    if (!(error instanceof HookyardError)) throw error;
    const finding = findingsOf("definition").error(
      "definition_invalid",
      error.message,
      "nothing runs without a router that is right",
      "correct the router; hookyard doctor says whether it is",
    );
    return { router: undefined, findings: [finding] };
  }
}
