import { OperatorError } from "../operator/operator-error.ts";
import type { DeadLetterFilter } from "../operator/operator.ts";
import type { LetterCount } from "../port/replays.ts";
import type { ArchivePlan, EventsChoice } from "./event-archive.ts";
import type { JobPlan, PlannedOther, Skipped } from "./job.ts";
import { estimateSeconds } from "./pace.ts";
import type { ReplayPorts } from "./replay-ports.ts";
import { type ArchiveQuery, jobFilter, type ReplayedEvents, type ReplayRequest } from "./replay-request.ts";

/** What a replay would do, counted; nothing is changed by it. */
export interface ReplayPlan extends JobPlan {
  /** Only letters that died before are meant. */
  readonly until: string;
  /** By consumer, reason and error, most first. Of the archive: by consumer. */
  readonly groups: readonly PlanGroup[];
}

export interface PlanGroup {
  readonly consumer: string;
  /** Why the letters are dead; absent for events of the archive. */
  readonly reason?: string;
  readonly errorName?: string;
  readonly count: number;
  readonly bytes: number;
  readonly oldestTime?: string;
  readonly newestTime?: string;
}

export interface PlanReplayOptions {
  readonly ports: Pick<ReplayPorts, "replays" | "match" | "archive">;
  readonly now: Date;
  /** All consumers of the router; absent where no router is at hand. */
  readonly consumers?: readonly string[];
}

/** Counts what a request would send, part by part, so that nothing else waits for a long count. */
export async function planReplay(request: ReplayRequest, options: PlanReplayOptions): Promise<ReplayPlan> {
  switch (request.what.kind) {
    case "dead-letters":
      return planLetters(request, jobFilter(request.what, request, options.now), options);
    case "archive": {
      const choice = await chooseWay(request.what, { again: request.again, ...options });
      return choice.from === "archive"
        ? planWindow(request.what.query, choice, options)
        : planEvents(request, request.what.query, options);
    }
  }
}

/** Which way serves a request for archived events; without an archive of the bus's own there is only the history. */
async function chooseWay(
  what: ReplayedEvents,
  { ports, again, now }: PlanReplayOptions & { readonly again: boolean },
): Promise<EventsChoice> {
  if (ports.archive !== undefined) return ports.archive.choose(what, { again, now });
  if (what.from !== "archive") return { from: "table" };
  const message = "this engine keeps its events in one place, its history: leave out from (--from archive)";
  throw new OperatorError("request_invalid", message, { fields: [{ field: "from", message }] });
}

/** What the bus will send; how many events that is, it does not say. */
function planWindow(
  query: ArchiveQuery,
  { since, until, why }: ArchivePlan,
  { consumers }: PlanReplayOptions,
): ReplayPlan {
  return {
    count: 0,
    lanes: archiveConsumers(query, consumers).map((consumer) => ({ consumer, count: 0 })),
    skipped: [],
    bytes: 0,
    estimateSeconds: 0,
    archive: { since, until, why },
    until: query.until,
    groups: [],
  };
}

async function planLetters(
  request: ReplayRequest,
  filter: DeadLetterFilter,
  options: PlanReplayOptions,
): Promise<ReplayPlan> {
  const { groups, tooOften } = await countLetters(options.ports, filter);
  const count = total(groups);
  const others = request.to.kind === "bus" ? await countOthers(request, filter, options) : undefined;
  const lanes = lanesOf(groups);
  return {
    count,
    lanes,
    skipped: [
      ...(tooOften > 0 ? [{ reason: "generations", count: tooOften } as const] : []),
      ...skippedInAll(others ?? []),
    ],
    bytes: groups.reduce((sum, { bytes }) => sum + bytes, 0),
    estimateSeconds: longest(lanes, request),
    ...(others !== undefined && { others }),
    until: filter.until ?? "",
    groups,
  };
}

/** What letters' events bring to consumers beside their own, over the bus: sent with them, at their pace. */
async function countOthers(
  { again }: ReplayRequest,
  filter: DeadLetterFilter,
  { ports, consumers = [] }: PlanReplayOptions,
): Promise<readonly PlannedOther[]> {
  const found = new Map<string, { count: number; readonly skipped: Record<EventSkip, number> }>();
  let cursor: string | undefined;
  do {
    const options = { consumers, again, ...(cursor !== undefined && { cursor }) };
    const part = await ports.replays.countOthers(filter, options);
    for (const { consumer, count, skipped } of part.lanes) {
      const lane = found.get(consumer) ?? { count: 0, skipped: { done: 0, discarded: 0, scheduled: 0 } };
      lane.count += count;
      for (const reason of eventSkips) lane.skipped[reason] += skipped[reason];
      found.set(consumer, lane);
    }
    cursor = part.next;
  } while (cursor !== undefined);
  return [...found]
    .map(([consumer, { count, skipped }]) => ({ consumer, count, skipped: skipsOf(skipped) }))
    .filter(({ count, skipped }) => count > 0 || skipped.length > 0);
}

/** Why an event is not sent to a consumer. */
const eventSkips = ["done", "discarded", "scheduled"] as const;
type EventSkip = (typeof eventSkips)[number];

function skipsOf(counts: Readonly<Record<EventSkip, number>>): readonly Skipped[] {
  return eventSkips.map((reason) => ({ reason, count: counts[reason] })).filter(({ count }) => count > 0);
}

function skippedInAll(others: readonly PlannedOther[]): readonly Skipped[] {
  const all = others.flatMap(({ skipped }) => skipped);
  const sum = (reason: EventSkip): number =>
    all.reduce((count, each) => count + (each.reason === reason ? each.count : 0), 0);
  return skipsOf({ done: sum("done"), discarded: sum("discarded"), scheduled: sum("scheduled") });
}

async function countLetters(
  { replays }: PlanReplayOptions["ports"],
  filter: DeadLetterFilter,
): Promise<{ readonly groups: readonly PlanGroup[]; readonly tooOften: number }> {
  let tooOften = 0;
  const groups = new Map<string, LetterCount>();
  let cursor: string | undefined;
  do {
    const part = await replays.countLetters(filter, cursor);
    for (const group of part.groups) addGroup(groups, group);
    tooOften += part.tooOften;
    cursor = part.next;
  } while (cursor !== undefined);
  return { groups: [...groups.values()].sort((one, other) => other.count - one.count), tooOften };
}

/** Groups of a plan that are told apart by their error: code may give every error a name of its own. */
const mostGroups = 1_000;
/** What the errors of all further groups are called together. */
const otherErrors = "(other errors)";

function addGroup(groups: Map<string, LetterCount>, group: LetterCount): void {
  const keyOf = ({ consumer, reason, errorName }: LetterCount): string =>
    JSON.stringify([consumer, reason, errorName]);
  const isKnown = groups.has(keyOf(group));
  const own = isKnown || groups.size < mostGroups ? group : { ...group, errorName: otherErrors };
  groups.set(keyOf(own), added(groups.get(keyOf(own)), own));
}

async function planEvents(
  request: ReplayRequest,
  query: ArchiveQuery,
  { ports, consumers }: PlanReplayOptions,
): Promise<ReplayPlan> {
  const wanted = archiveConsumers(query, consumers);
  const groups = new Map<string, PlanGroup>();
  const skipped = { done: 0, discarded: 0, scheduled: 0 };
  const skippedBy = new Set<string>();
  let cursor: string | undefined;
  do {
    const options = { consumers: wanted, again: request.again, ...(cursor !== undefined && { cursor }) };
    const part = await ports.replays.countEvents(query, options);
    for (const { consumer, count, bytes, skipped: more } of part.lanes) {
      const known = groups.get(consumer) ?? { consumer, count: 0, bytes: 0 };
      groups.set(consumer, { ...known, count: known.count + count, bytes: known.bytes + bytes });
      for (const reason of eventSkips) {
        skipped[reason] += more[reason];
        if (more[reason] > 0) skippedBy.add(consumer);
      }
    }
    cursor = part.next;
  } while (cursor !== undefined);
  const found = [...groups.values()].filter(({ count }) => count > 0);
  // A consumer for which all is skipped has a lane too: the job counts what it skips.
  const lanes = lanesOf(
    [...groups.values()].filter(({ consumer, count }) => count > 0 || skippedBy.has(consumer)),
  );
  return {
    count: total(found),
    lanes,
    skipped: skipsOf(skipped),
    bytes: found.reduce((sum, { bytes }) => sum + bytes, 0),
    estimateSeconds: longest(lanes, request),
    until: query.until,
    groups: found.sort((one, other) => other.count - one.count),
  };
}

/** The consumers that an archive replay sends to. Throws `OperatorError` where there is none of that name. */
function archiveConsumers(
  { consumer }: ArchiveQuery,
  known: readonly string[] | undefined,
): readonly string[] {
  if (known === undefined) {
    throw new OperatorError(
      "router_missing",
      "there is no router at hand to say which consumers want an event. Start Hookyard, or name the router with --router FILE",
    );
  }
  if (consumer === undefined) return known;
  if (known.includes(consumer)) return [consumer];
  const message = `there is no consumer "${consumer}"; there are ${known.join(", ")}. One that is new in the router is there when Hookyard was started again, or the stage deployed again`;
  throw new OperatorError("request_invalid", message, { fields: [{ field: "consumer", message }] });
}

function added(one: LetterCount | undefined, other: LetterCount): LetterCount {
  if (one === undefined) return other;
  return {
    ...other,
    count: one.count + other.count,
    bytes: one.bytes + other.bytes,
    oldestTime: one.oldestTime < other.oldestTime ? one.oldestTime : other.oldestTime,
    newestTime: one.newestTime > other.newestTime ? one.newestTime : other.newestTime,
  };
}

function lanesOf(groups: readonly PlanGroup[]): JobPlan["lanes"] {
  return [...Map.groupBy(groups, ({ consumer }) => consumer)].map(([consumer, each]) => ({
    consumer,
    count: total(each),
  }));
}

function longest(lanes: JobPlan["lanes"], { limits }: ReplayRequest): number {
  return Math.max(0, ...lanes.map(({ count }) => estimateSeconds(count, limits)));
}

function total(groups: readonly { readonly count: number }[]): number {
  return groups.reduce((sum, { count }) => sum + count, 0);
}
