import type { ConsumerReport } from "@hookyard/core/operator/operator";
import type { Command } from "commander";
import { formatNumber } from "../output/count.ts";
import { renderTable } from "../output/table.ts";
import { fullTime } from "../output/time.ts";
import { addCommand, type Call, type CommandContext, writeJson } from "./command.ts";
import { nonEmpty } from "./option-value.ts";
import { withDefinedOperator } from "./stopped-router.ts";
import { refuseWords } from "./subcommand-check.ts";

interface ConsumersListOptions {
  readonly router?: string;
}

/** `hookyard consumers list`, which is also `hookyard consumers`. */
export function addConsumersList(consumers: Command, context: CommandContext): void {
  addCommand<ConsumersListOptions>(consumers, context, {
    name: "list",
    isDefault: true,
    summary: "list each consumer: what it wants, what waits, whether it is paused",
    description:
      "Lists the consumers of the router, and those that have deliveries here and stand in it no more.",
    configure: (command) =>
      command
        .option("--router <file>", "the router (default: that of the Hookyard that runs here)", nonEmpty)
        .allowExcessArguments(),
    examples: [["hookyard consumers", "one line a consumer"]],
    reachesStages: true,
    run: listConsumers,
  });
}

async function listConsumers(call: Call<ConsumersListOptions>): Promise<0> {
  refuseWords("consumers", call.args, ["list", "pause", "resume"], () => false);
  const { io, json, hint, paint } = call;
  const consumers = await withDefinedOperator(call, ({ operator }) => operator.consumers());
  if (json) {
    writeJson(io, { consumers });
    return 0;
  }
  if (consumers.length === 0) {
    io.stdout.write("There are no consumers.\n");
    return 0;
  }
  io.stdout.write(consumersTable(call, consumers));
  const paused = consumers.find(({ pausedTime }) => pausedTime !== undefined);
  if (io.stdout.isTTY && paused !== undefined) {
    io.stdout.write(`\n${paint("dim", `To go on: ${hint(`consumers resume ${paused.consumer}`)}`)}\n`);
  }
  return 0;
}

function consumersTable(
  { io, paint }: Pick<Call<object>, "io" | "paint">,
  consumers: readonly ConsumerReport[],
): string {
  return renderTable({
    columns: [
      { title: "CONSUMER" },
      { title: "WANTS", shrink: true },
      { title: "AT ONCE", align: "right" },
      { title: "WAITING", align: "right" },
      { title: "DONE", align: "right" },
      { title: "DEAD", align: "right" },
      { title: "STATE" },
    ],
    rows: consumers.map(({ consumer, on, concurrency, deliveries, defined, pausedTime }) => [
      { text: consumer, style: "bold" },
      on.join(", "),
      formatNumber(concurrency),
      formatNumber(deliveries.scheduled),
      formatNumber(deliveries.done),
      formatNumber(deliveries.dead),
      stateOf(defined, pausedTime, io.now()),
    ]),
    paint,
    ...(io.stdout.isTTY ? { width: io.stdout.columns } : {}),
  });
}

function stateOf(defined: boolean, pausedTime: string | undefined, now: Date): string {
  if (!defined) return "not in the router";
  return pausedTime === undefined ? "on" : `paused ${fullTime(pausedTime, now)}`;
}
