import type { DeliveryLog, Missing, ProviderClient, ReconcileState } from "@hookyard/register";
import type { Call } from "../command/command.ts";
import { count, formatNumber } from "./count.ts";
import { printable } from "./printable.ts";
import { renderTable } from "./table.ts";

interface GapView {
  readonly client: ProviderClient;
  readonly source: string;
  readonly state: ReconcileState;
  readonly log: DeliveryLog;
}

/** What never arrived: how many, which types, when, and why where the provider says. */
export function gapText({ paint, hint }: Pick<Call<object>, "paint" | "hint">, view: GapView): string {
  const { client, source, state, log } = view;
  const range = `${client.name}, ${state.since} to ${state.until}: ${formatNumber(state.recorded)} on record`;
  const unfinished = state.isComplete
    ? ""
    : `${paint("yellow", "!")} Stopped half-way. Go on with: ${hint(`reconcile ${source} --resume`)}\n`;
  if (state.missing.length === 0) {
    const all = state.isComplete ? `${paint("green", "✓")} Everything arrived.\n` : "";
    return `${range}.\n${all}${unfinished}`;
  }
  const table = renderTable({
    paint,
    columns: [
      { title: "TYPE" },
      { title: "EVENTS", align: "right" },
      { title: "FIRST" },
      { title: "LAST" },
      { title: "WHY, BY THE PROVIDER", shrink: true },
    ],
    rows: groupsOf(state.missing).map(({ type, events, first, last, why }) => [
      type,
      formatNumber(events),
      first,
      last,
      why,
    ]),
  });
  const remedy = outcomes(state.missing);
  const open = state.missing.some(({ outcome }) => outcome === "missing");
  const bringIn = `Bring them in: ${hint(`reconcile ${source} --since ${state.since} --backfill`)}\n`;
  const sendAgain = `${log.hasBodies ? "Or have" : "Have"} it sent again: ${hint(`reconcile ${source} --redeliver`)}\n`;
  const advice = open ? `${log.hasBodies ? bringIn : ""}${log.redeliver === undefined ? "" : sendAgain}` : "";
  return `${range}, ${paint("yellow", `${count(state.missing.length, "event")} never arrived`)}.\n\n${table}\n${remedy}${advice}${unfinished}`;
}

interface Group {
  readonly type: string;
  readonly events: number;
  readonly first: string;
  readonly last: string;
  readonly why: string;
}

function groupsOf(missing: readonly Missing[]): readonly Group[] {
  const types = [...new Set(missing.map(({ event }) => event.type))];
  return types
    .map((type) => {
      const own = missing.filter(({ event }) => event.type === type);
      const times = own
        .map(({ event }) => new Date(event.time).getTime())
        .toSorted((one, other) => one - other);
      const why = [...new Set(own.flatMap(({ event }) => event.failure ?? []))].slice(0, 3);
      return {
        type,
        events: own.length,
        first: moment(times[0]),
        last: moment(times.at(-1)),
        why: why.join("; "),
      };
    })
    .toSorted((one, other) => other.events - one.events);
}

function moment(time: number | undefined): string {
  return time === undefined ? "" : new Date(time).toISOString().replace(/\.\d+Z$/, "Z");
}

const words: Readonly<Record<Missing["outcome"], string>> = {
  missing: "still missing",
  backfilled: "brought in",
  arrived: "arrived meanwhile",
  malformed: "not what the provider sends, and left",
  not_stored: "not stored: run it again",
  redelivered: "asked for again",
  unavailable: "no longer to be had from the provider",
};

function outcomes(missing: readonly Missing[]): string {
  const found = [...new Set(missing.map(({ outcome }) => outcome))];
  if (found.length === 1 && found[0] === "missing") return "";
  return found
    .map((outcome) => {
      const own = missing.filter((each) => each.outcome === outcome);
      const reason = own.find((each) => each.reason !== undefined)?.reason;
      return `${formatNumber(own.length)} ${words[outcome]}${reason === undefined ? "" : ` (${printable(reason)})`}\n`;
    })
    .join("");
}

/** The answer for a program. */
export function reconcileReport(source: string, provider: string, state: ReconcileState): object {
  return {
    source,
    provider,
    since: state.since,
    until: state.until,
    complete: state.isComplete,
    recorded: state.recorded,
    missing: state.missing.map(({ event, outcome, reason }) => ({
      ...(event.providerId !== undefined && { providerId: event.providerId }),
      ...(event.subject !== undefined && { subject: event.subject }),
      type: event.type,
      time: new Date(event.time).toISOString(),
      ...(event.failure !== undefined && { failure: event.failure }),
      outcome,
      ...(reason !== undefined && { reason }),
    })),
  };
}
