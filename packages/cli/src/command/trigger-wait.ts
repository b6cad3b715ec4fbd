import type { DeliveryReport, EventDetail } from "@hookyard/core/operator/operator";
import { deliveriesText } from "../output/delivery-state.ts";
import { deliveryTimeline } from "../output/delivery-timeline.ts";
import { count } from "../output/count.ts";
import { printable } from "../output/printable.ts";
import type { Answer } from "../trigger/answer.ts";
import { awaitOutcomes, isSettled } from "../trigger/outcome.ts";
import type { Call } from "./command.ts";
import { withOperator } from "./operator.ts";

/** What became of the events that were accepted. */
export interface Outcomes {
  readonly deliveries: readonly Pick<DeliveryReport, "id" | "consumer" | "state">[];
  /** Whether every delivery reached a final state in time. */
  readonly settled: boolean;
  /** Whether every delivery is done. */
  readonly good: boolean;
}

const mostTimelines = 5;

/** Waits for the deliveries of what was accepted; for people, shows them. */
export async function reportOutcomes(
  call: Call<{ readonly timeout: number }>,
  answers: readonly Answer[],
): Promise<Outcomes> {
  const { io, options, json } = call;
  const ids = [...new Set(answers.flatMap(({ id }) => id ?? []))];
  const events = await withOperator(call, ({ operator }) =>
    awaitOutcomes(io, { operator, ids, timeoutSeconds: options.timeout, stop: io.stopSignal() }),
  );
  const deliveries = events.flatMap(({ history }) =>
    history.map(({ id, consumer, state }) => ({ id, consumer, state })),
  );
  const settled = events.length === ids.length && events.every(isSettled);
  if (!json) io.stdout.write(outcomesText(call, events, settled));
  return { deliveries, settled, good: settled && deliveries.every(({ state }) => state === "done") };
}

function outcomesText(
  { io, paint, options }: Call<{ readonly timeout: number }>,
  events: readonly EventDetail[],
  settled: boolean,
): string {
  const late = settled ? "" : `Not all of it is decided after ${count(options.timeout, "second")}.\n`;
  if (events.length > mostTimelines) return byConsumer(events) + late;
  const timelines = events.map(({ history }) =>
    history.length === 0
      ? "No consumer wants this event.\n"
      : history.map((delivery) => deliveryTimeline(delivery, io.now(), paint)).join(""),
  );
  return timelines.join("") + late;
}

function byConsumer(events: readonly EventDetail[]): string {
  const deliveries = events.flatMap(({ history }) => history);
  return [...new Set(deliveries.map(({ consumer }) => consumer))]
    .map((consumer) => {
      const states = deliveries.filter((each) => each.consumer === consumer).map(({ state }) => state);
      return `${printable(consumer)}: ${deliveriesText(states)}\n`;
    })
    .join("");
}
