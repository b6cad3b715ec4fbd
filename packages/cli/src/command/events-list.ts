import type { DeliveryState, EventQuery, EventSummary, Page } from "@hookyard/core/operator/operator";
import type { Command } from "commander";
import { deliveriesText, worstState } from "../output/delivery-state.ts";
import { type Cell, renderTable } from "../output/table.ts";
import { absoluteTime, relativeTime } from "../output/time.ts";
import { shellWord } from "../value/shell-word.ts";
import { addCommand, type Call, type CommandContext, writeJson } from "./command.ts";
import { withOperator } from "./operator.ts";
import { deliveryState, moment, nonEmpty, typePattern, wholeNumber } from "./option-value.ts";
import { refuseWords } from "./subcommand-check.ts";

interface EventsListOptions extends Omit<EventQuery, "limit" | "where"> {
  readonly limit: number;
  readonly state?: DeliveryState;
}

/** `hookyard events list`, which is also `hookyard events`. */
export function addEventsList(events: Command, context: CommandContext): void {
  addCommand<EventsListOptions>(events, context, {
    name: "list",
    isDefault: true,
    summary: "list events, newest first",
    description: "Lists events, newest first, with the state of their deliveries.",
    configure: (command) =>
      command
        .option("--source <name>", "only of this source", nonEmpty)
        .option("--type <type>", "only of this type; 'payment.*' for all that begin so", typePattern)
        .option("--subject <id>", "only about this entity, such as pi_123", nonEmpty)
        .option("--provider-id <id>", "only with this id of the provider's own", nonEmpty)
        .option(
          "--since <time>",
          "received since: 2h, 15min, 7d, or 2026-05-01T10:00:00Z",
          moment(context.io),
        )
        .option("--until <time>", "received before; as --since", moment(context.io))
        .option(
          "--state <state>",
          "only with a delivery that is scheduled, done, dead or discarded",
          deliveryState,
        )
        .option("--limit <number>", "how many", wholeNumber(1, 1000), 20)
        .option("--cursor <cursor>", "go on from an earlier list", nonEmpty)
        .allowExcessArguments(),
    examples: [
      ["hookyard events", "the latest events"],
      ["hookyard events --type 'payment.*' --since 2h", "payments of the last two hours"],
      ["hookyard events --state dead --json", "events that failed at some consumer, for a program"],
    ],
    reachesStages: true,
    run: listEvents,
  });
}

async function listEvents(call: Call<EventsListOptions>): Promise<0> {
  const { io, json, args } = call;
  refuseWords("events", args, ["list", "show", "tail"], (word) => word.startsWith("evt_"));
  const query = readQuery(call.options);
  const page = await withOperator(call, ({ operator }) => operator.events(query));
  if (json) {
    writeJson(io, { events: page.rows, ...(page.next === undefined ? {} : { next: page.next }) });
    return 0;
  }
  io.stdout.write(page.rows.length === 0 ? nothing(call, query) : eventsTable(call, page.rows));
  io.stdout.write(hints(call, page));
  return 0;
}

function readQuery(options: EventsListOptions): Omit<EventQuery, "where"> {
  const { source, type, subject, providerId, since, until, state, limit, cursor } = options;
  return {
    limit,
    ...(source === undefined ? {} : { source }),
    ...(type === undefined ? {} : { type }),
    ...(subject === undefined ? {} : { subject }),
    ...(providerId === undefined ? {} : { providerId }),
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
    ...(state === undefined ? {} : { state }),
    ...(cursor === undefined ? {} : { cursor }),
  };
}

function nothing({ hint }: Call<object>, { limit: _limit, ...filter }: EventQuery): string {
  if (Object.keys(filter).length > 0) return "No events fit.\n";
  return `No events yet. Send one with: ${hint("trigger <source>")}\n`;
}

function eventsTable({ io, paint }: Call<object>, rows: readonly EventSummary[]): string {
  return renderTable({
    columns: [
      { title: "RECEIVED" },
      { title: "EVENT" },
      { title: "TYPE", shrink: true },
      { title: "SOURCE" },
      { title: "SUBJECT", shrink: true },
      { title: "DELIVERIES" },
    ],
    rows: rows.map((row) => eventRow(row, { now: io.now(), isTTY: io.stdout.isTTY })),
    paint,
    ...(io.stdout.isTTY ? { width: io.stdout.columns } : {}),
  });
}

/** On a terminal times are short, so that a line fits; a file is read later, and wants them whole. */
function eventRow(
  event: EventSummary,
  { now, isTTY }: { readonly now: Date; readonly isTTY: boolean },
): readonly Cell[] {
  const states = event.deliveries.map(({ state }) => state);
  const happened = [deliveriesText(states), ...oddities(event)].join(", ");
  const style = worstState(states);
  return [
    isTTY ? relativeTime(event.receivedtime, now) : absoluteTime(event.receivedtime),
    { text: event.id, style: "bold" },
    event.type,
    event.source,
    event.subject ?? "",
    style === undefined ? happened : { text: happened, style },
  ];
}

function oddities({ duplicates, conflicts }: EventSummary): readonly string[] {
  return [
    ...(duplicates === 0 ? [] : [`sent ${duplicates + 1} times`]),
    ...(conflicts === 0 ? [] : [`${conflicts} with another body`]),
  ];
}

function hints(
  { io, options, paint, hint }: Call<EventsListOptions>,
  { rows, next }: Page<EventSummary>,
): string {
  const [first] = rows;
  if (first === undefined || !io.stdout.isTTY) return "";
  const more = next === undefined ? [] : [`More: ${hint(nextCommand(options, next))}`];
  const lines = [...more, `One with its deliveries: ${hint(`events show ${shellWord(first.id)}`)}`];
  return `\n${lines.map((line) => `${paint("dim", line)}\n`).join("")}`;
}

function nextCommand(options: EventsListOptions, next: string): string {
  const { limit, cursor: _cursor, ...filter } = readQuery(options);
  const flags = Object.entries({ ...filter, limit: String(limit), cursor: next }).map(
    ([name, value]) => `--${name === "providerId" ? "provider-id" : name} ${shellWord(value)}`,
  );
  return `events ${flags.join(" ")}`;
}
