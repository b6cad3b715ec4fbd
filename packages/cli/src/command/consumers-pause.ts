import type { ConsumerControl } from "@hookyard/core/operator/consumer-control";
import type { Operator } from "@hookyard/core/operator/operator";
import { didYouMean } from "@hookyard/core/router/did-you-mean";
import type { Command } from "commander";
import { CommandFailure, UsageError } from "../failure.ts";
import { printable } from "../output/printable.ts";
import { addCommand, type Call, type CommandContext, writeJson } from "./command.ts";
import { withOperator } from "./operator.ts";

/** `hookyard consumers pause`. */
export function addConsumersPause(consumers: Command, context: CommandContext): void {
  addCommand<object>(consumers, context, {
    name: "pause",
    summary: "begin nothing more of a consumer; what comes in for it is kept",
    description:
      "Lets a consumer stand still until it is resumed, over restarts too. What runs goes on to its end; what waits, and what comes in meanwhile, is kept.",
    configure: (command) => command.argument("<consumer>", "its name in the router"),
    examples: [["hookyard consumers pause fulfil-order", "while the warehouse is closed"]],
    reachesStages: true,
    run: (call) => change(call, (control, name) => control.pause(name), pausedText),
  });
}

/** `hookyard consumers resume`. */
export function addConsumersResume(consumers: Command, context: CommandContext): void {
  addCommand<object>(consumers, context, {
    name: "resume",
    summary: "let a paused consumer go on with what waits",
    description:
      "Lets a paused consumer go on: with what has waited first, the oldest due before the others.",
    configure: (command) => command.argument("<consumer>", "its name in the router"),
    examples: [["hookyard consumers resume fulfil-order", "and its backlog goes down"]],
    reachesStages: true,
    run: (call) => change(call, (control, name) => control.resume(name), resumedText),
  });
}

type Change = (control: ConsumerControl, consumer: string) => ReturnType<ConsumerControl["pause"]>;

async function change(
  call: Call<object>,
  act: Change,
  say: (call: Call<object>, consumer: string) => string,
): Promise<0> {
  const { io, json, args } = call;
  const [name = ""] = args;
  const changed = await withOperator(call, async ({ operator }) => {
    const { consumerControl } = operator;
    if (consumerControl === undefined) {
      throw new CommandFailure("not_supported", "This engine cannot pause a consumer.");
    }
    return (await act(consumerControl, name)) ?? refuseUnknown(operator, name);
  });
  if (json) writeJson(io, changed);
  else io.stdout.write(say(call, printable(changed.consumer)));
  return 0;
}

async function refuseUnknown(operator: Operator, name: string): Promise<never> {
  const known = (await operator.consumers()).map(({ consumer }) => consumer);
  const hint = didYouMean(name, known);
  throw new UsageError(
    `There is no consumer "${name}".${hint === "" ? ` There are: ${known.join(", ")}.` : hint}`,
  );
}

function pausedText({ hint }: Call<object>, consumer: string): string {
  return `${consumer} is paused. What comes in for it is kept. To go on: ${hint(`consumers resume ${consumer}`)}\n`;
}

function resumedText(_call: Call<object>, consumer: string): string {
  return `${consumer} goes on.\n`;
}
