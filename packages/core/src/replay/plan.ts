import { OperatorError } from "../operator/operator-error.ts";
import type { DeadLetterFilter } from "../operator/operator.ts";
import type { LetterCount } from "../port/replays.ts";
import type { JobPlan, Skipped } from "./job.ts";
import { estimateSeconds } from "./pace.ts";
import type { ReplayPorts } from "./replay-ports.ts";
import { type ArchiveQuery, jobFilter, type ReplayRequest } from "./replay-request.ts";

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
  readonly ports: Pick<ReplayPorts, "replays" | "match">;
  readonly now: Date;
  /** All consumers of the router; absent where no router is at hand. */
  readonly consumers?: readonly string[];
}

/** Counts what a request would send, part by part, so that nothing else waits for a long count. */
export async function planReplay(request: ReplayRequest, options: PlanReplayOptions): Promise<ReplayPlan> {
  switch (request.what.kind) {
    case "dead-letters":
      return planLetters(request, jobFilter(request.what, request, options.now), options);
    case "archive":
      return planEvents(request, request.what.query, options);
  }
}

async function planLetters(
  request: ReplayRequest,
  filter: DeadLetterFilter,
  { ports }: PlanReplayOptions,
): Promise<ReplayPlan> {
  const { groups, tooOften } = await countLetters(ports, filter);
  const count = total(groups);
  const skipped: Skipped[] = tooOften > 0 ? [{ reason: "generations", count: tooOften }] : [];
  const lanes = lanesOf(groups);
  return {
    count,
    lanes,
    skipped,
    bytes: groups.reduce((sum, { bytes }) => sum + bytes, 0),
    estimateSeconds: longest(lanes, request),
    until: filter.until ?? "",
    groups,
  };
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
    for (const group of part.groups) {
      const key = JSON.stringify([group.consumer, group.reason, group.errorName]);
      groups.set(key, added(groups.get(key), group));
    }
    tooOften += part.tooOften;
    cursor = part.next;
  } while (cursor !== undefined);
  return { groups: [...groups.values()].sort((one, other) => other.count - one.count), tooOften };
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
      for (const reason of ["done", "discarded", "scheduled"] as const) {
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
    skipped: (["done", "discarded", "scheduled"] as const)
      .map((reason) => ({ reason, count: skipped[reason] }))
      .filter(({ count }) => count > 0),
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
  const message = `there is no consumer "${consumer}"; there are ${known.join(", ")}`;
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
