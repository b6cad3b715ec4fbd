import type { EventDetail } from "@hookyard/core/operator/operator";
import type { Command } from "commander";
import { CommandFailure } from "../failure.ts";
import { deliveryTimeline } from "../output/delivery-timeline.ts";
import { eventData } from "../output/event-data.ts";
import { renderFacts } from "../output/facts.ts";
import { printable } from "../output/printable.ts";
import { requestText } from "../output/request-record.ts";
import { fullTime } from "../output/time.ts";
import { addCommand, type Call, type CommandContext, writeJson } from "./command.ts";
import { withOperator } from "./operator.ts";

/** `hookyard events show <id>`. */
export function addEventsShow(events: Command, context: CommandContext): void {
  addCommand(events, context, {
    name: "show <id>",
    summary: "show one event with its deliveries and attempts",
    description: "Shows one event: what it says, who it went to, each attempt and why it failed.",
    examples: [
      ["hookyard events show evt_123", "the event and its deliveries"],
      ["hookyard events show evt_123 --json", "all of it, the provider's payload included"],
    ],
    reachesStages: true,
    run: showEvent,
  });
}

async function showEvent(call: Call<object>): Promise<0> {
  const { io, json, args } = call;
  const [id = ""] = args;
  const event = await withOperator(call, ({ operator }) => operator.event(id));
  if (event === undefined) {
    throw new CommandFailure(
      "not_found",
      `There is no event ${printable(id)} here. List what there is with: ${call.hint("events")}`,
    );
  }
  if (json) writeJson(io, event);
  else io.stdout.write(eventText(call, event));
  return 0;
}

function eventText({ io, paint }: Call<object>, detail: EventDetail): string {
  const now = io.now();
  const facts = renderFacts(paint, [
    ["event", paint("bold", printable(detail.id))],
    ["type", printable(typeText(detail))],
    ["source", printable(`${detail.source} (${detail.provider})`)],
    ["subject", printable(detail.subject ?? "none")],
    ["provider's id", printable(detail.providerid)],
    ["happened", fullTime(detail.event.time, now)],
    ["received", fullTime(detail.receivedtime, now)],
    ...oddities(detail),
  ]);
  const deliveries =
    detail.history.length === 0
      ? "No consumer wants this event.\n"
      : detail.history.map((delivery) => deliveryTimeline(delivery, now, paint)).join("");
  const request = detail.request === undefined ? "" : `\n${requestText(detail.request, paint)}`;
  return `${facts}\n${deliveries}\n${eventData(detail.event.data, paint)}${request}`;
}

function typeText({ type, provider, providertype }: EventDetail): string {
  return type === `${provider}.${providertype}` ? type : `${type}, from ${provider}'s ${providertype}`;
}

function oddities({
  duplicates,
  mismatch,
  conflicting,
}: EventDetail): readonly (readonly [string, string])[] {
  return [
    ...(duplicates === 0
      ? []
      : [["duplicates", `${duplicates}: sent again by the provider, delivered once`] as const]),
    ...(conflicting.length === 0
      ? []
      : [["conflicts", `${conflicting.length}: the same id with another body; see --json`] as const]),
    ...(mismatch === undefined
      ? []
      : [
          [
            "mismatch",
            printable(`not a ${mismatch.type}: ${mismatch.issues.map(issueText).join("; ")}`),
          ] as const,
        ]),
  ];
}

function issueText({ path, message }: { readonly path: string; readonly message: string }): string {
  return path === "" ? message : `${path}: ${message}`;
}
