import type { Overview, SourceReport } from "@hookyard/core/operator/operator";
import type { Command } from "commander";
import { readEnvironment } from "../environment.ts";
import { printable } from "../output/printable.ts";
import { slowSources } from "../output/slow-sources.ts";
import { sourcesSections } from "../output/sources.ts";
import { addCommand, type Call, type CommandContext, writeJson } from "./command.ts";
import { nonEmpty } from "./option-value.ts";
import { stoppedRouter } from "./stopped-router.ts";

interface SourcesOptions {
  readonly router?: string;
}

/** `hookyard sources`. */
export function addSources(program: Command, context: CommandContext): void {
  addCommand<SourcesOptions>(program, context, {
    name: "sources",
    summary: "list each source: provider, URL, secrets, last event, failures",
    description:
      "Lists the sources of the router with what has come in at each, and what is wrong, if anything.",
    configure: (command) =>
      command.option(
        "--router <file>",
        "the router (default: that of the Hookyard that runs here)",
        nonEmpty,
      ),
    examples: [["hookyard sources", "one line a source, and why requests were refused"]],
    reachesStages: true,
    run: showSources,
  });
}

interface Seen {
  /** Whether the router is at hand, here or in the process that runs. */
  readonly isDefined: boolean;
  readonly mode: "running" | "stopped";
  readonly sources: readonly SourceReport[];
  readonly problems: Overview["problems"];
}

async function showSources(call: Call<SourcesOptions>): Promise<0> {
  const { io, json, paint } = call;
  const { mode, sources, problems, isDefined } = await look(call);
  if (json) {
    writeJson(io, { mode, sources, problems });
    return 0;
  }
  const width = io.stdout.isTTY ? { width: io.stdout.columns } : {};
  const notes = [
    ...slowSources(sources).map((problem) => `${paint("yellow", "!")} ${printable(problem)}\n`),
    ...problems.map((problem) => `${paint("yellow", "!")} ${printable(problem)}\n`),
    ...(mode === "running"
      ? []
      : [`${paint("dim", `Hookyard is not running here. Start it with: ${call.hint("start")}`)}\n`]),
  ];
  const sections = [
    ...sourcesSections(sources, { now: io.now(), paint, isDefined, ...width }),
    notes.join(""),
  ];
  io.stdout.write(sections.filter((section) => section !== "").join("\n"));
  return 0;
}

async function look(call: Call<SourcesOptions>): Promise<Seen> {
  const { io, dataDirectory } = call;
  const { openOperator } = await io.engine();
  const router = await stoppedRouter(call);
  const defined = router === undefined ? {} : { router, env: await readEnvironment(io) };
  const { operator, mode } = await openOperator({ dataDirectory, ...defined });
  try {
    const [sources, { problems }] = [await operator.sources(), await operator.overview()];
    return { mode, sources, problems, isDefined: mode === "running" || router !== undefined };
  } finally {
    await operator.close();
  }
}
