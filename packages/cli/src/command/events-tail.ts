import type { EventSummary, Operator } from "@hookyard/core/operator/operator";
import type { Command } from "commander";
import { CommandFailure } from "../failure.ts";
import { printable, printableJson } from "../output/printable.ts";
import { absoluteTime } from "../output/time.ts";
import { addCommand, type Call, type CommandContext } from "./command.ts";
import { withOperator } from "./operator.ts";
import { nonEmpty, typePattern } from "./option-value.ts";

interface EventsTailOptions {
  readonly type?: string;
  readonly source?: string;
}

const pageSize = 100;
const pollMilliseconds = 250;

/** `hookyard events tail`. */
export function addEventsTail(events: Command, context: CommandContext): void {
  addCommand<EventsTailOptions>(events, context, {
    name: "tail",
    summary: "follow events as they come in",
    description: "Shows each event as it comes in, until Ctrl-C. With --json, one object a line.",
    configure: (command) =>
      command
        .option("--type <type>", "only of this type; 'payment.*' for all that begin so", typePattern)
        .option("--source <name>", "only of this source", nonEmpty),
    examples: [
      ["hookyard events tail", "everything, live"],
      ["hookyard events tail --type 'payment.*' --json", "payments, one JSON object a line"],
    ],
    reachesStages: true,
    run: tailEvents,
  });
}

async function tailEvents(call: Call<EventsTailOptions>): Promise<0> {
  const { io, json, paint, hint } = call;
  const stop = io.stopSignal();
  await withOperator(call, async ({ operator, mode }) => {
    if (mode === "stopped") {
      throw new CommandFailure(
        "not_running",
        `Hookyard is not running here, so nothing comes in. Start it with: ${hint("start")}`,
      );
    }
    const { cursor } = await operator.eventsAfter(undefined, 1);
    if (!json) io.stderr.write(`${paint("dim", "Waiting for events. Ctrl-C stops.")}\n`);
    await follow(operator, call, cursor, stop);
  });
  return 0;
}

async function follow(
  operator: Operator,
  { io, options, json }: Call<EventsTailOptions>,
  start: string,
  stop: AbortSignal,
): Promise<void> {
  let cursor = start;
  while (!stop.aborted) {
    const page = await operator.eventsAfter(cursor, pageSize);
    for (const event of page.rows.filter((each) => isWanted(each, options))) {
      io.stdout.write(json ? `${printableJson(event)}\n` : eventLine(event));
    }
    cursor = page.cursor;
    if (page.rows.length < pageSize) await io.wait(pollMilliseconds, stop);
  }
}

function isWanted(event: EventSummary, { type, source }: EventsTailOptions): boolean {
  if (source !== undefined && event.source !== source) return false;
  if (type === undefined) return true;
  return type.endsWith("*") ? event.type.startsWith(type.slice(0, -1)) : event.type === type;
}

function eventLine(event: EventSummary): string {
  const parts = [
    absoluteTime(event.receivedtime),
    event.id,
    event.source,
    event.type,
    event.subject ?? "-",
    `→ ${event.deliveries.map(({ consumer }) => consumer).join(", ") || "no consumer"}`,
  ];
  return `${parts.map(printable).join("  ")}\n`;
}
