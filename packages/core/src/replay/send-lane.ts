import type { DeadLetterFilter } from "../operator/operator.ts";
import { type Job, mostNamed } from "./job.ts";
import type { ReplayPorts } from "./replay-ports.ts";
import { jobFilter } from "./replay-request.ts";

/** Where a runner stands in one consumer's letters. Held in memory: another runner begins at the start again. */
export interface LanePosition {
  readonly cursor?: string;
  /** Whether this way through the letters found any to send: then there is another one, for those given back meanwhile. */
  readonly hasSent: boolean;
  readonly isDrained: boolean;
}

export const laneStart: LanePosition = { hasSent: false, isDrained: false };

export interface LaneSending {
  readonly ports: ReplayPorts;
  readonly job: Job;
  readonly consumer: string;
  readonly count: number;
  readonly position: LanePosition;
  /** Keeps a change of the job; resolves the job as it stands then, rejects when somebody else was first. */
  readonly save: (change: Partial<Job>) => Promise<Job>;
}

export interface LaneSent {
  readonly sent: number;
  readonly position: LanePosition;
  readonly job: Job;
}

/** Letters or events in one step, at most: a page of the list, a transaction. */
const mostPerStep = 500;
/** Events in memory at once where each is looked at: one may have several megabytes. */
const matchedAtOnce = 25;
/** What is noted when the last letter was posted: no cursor of any engine. */
const postedAll = "all";
/** Posts to an address of the team's that are under way at once. */
const postsAtOnce = 5;

/** Sends up to `count` of what a job has for one consumer, and says where it stands then. */
export async function sendLane(sending: LaneSending): Promise<LaneSent> {
  const { what, to } = sending.job.request;
  switch (what.kind) {
    case "dead-letters":
      return to.kind === "http" ? postLetters(sending, to.url) : sendLetters(sending);
    case "archive":
      return sendEvents(sending);
  }
}

async function sendLetters({ ports, job, consumer, count, position, save }: LaneSending): Promise<LaneSent> {
  const { request } = job;
  const filter = laneFilter(job, consumer);
  const { rows, next } = await ports.letters.list(filter, page(count, position));
  const ids = rows.map(({ id }) => id);
  const before = filter.until === undefined ? {} : { before: filter.until };
  const letters = request.to.kind === "bus" ? await withConsumers(ports, ids) : ids.map((id) => ({ id }));
  const sent =
    ids.length === 0
      ? { ids: [], maybeTwice: [] }
      : await ports.replays.sendLetters({ job: job.id, letters, again: request.again, ...before });
  return {
    sent: sent.ids.length,
    job: await named(job, sent.maybeTwice, save),
    position: advance(position, sent.ids.length, next),
  };
}

/** Letters that are posted elsewhere stay where they are, so only the noted place says which were. */
async function postLetters(sending: LaneSending, url: string): Promise<LaneSent> {
  const { ports, consumer, count, position, save } = sending;
  const { post } = ports;
  if (post === undefined) throw new Error("this engine posts nothing: the job should have been refused");
  let { job } = sending;
  const cursor = await ports.replays.postedUpto(job.id, consumer);
  if (cursor === postedAll) return { sent: 0, job, position: { ...position, isDrained: true } };
  const start = { ...position, ...(cursor !== undefined && { cursor }) };
  const { rows, next } = await ports.letters.list(
    laneFilter(job, consumer),
    page(Math.min(count, 20), start),
  );
  const last = rows.at(-1);
  if (last === undefined) return { sent: 0, job, position: { ...position, isDrained: true } };
  const ids = rows.map(({ id }) => id);
  // All of an earlier runner's last pack, of which this one may be but a part.
  job = await save({ sending: ids, maybeTwice: added(job.maybeTwice, job.sending) });
  const texts = await ports.replays.texts(ids);
  let done = 0;
  for (let start = 0; start < ids.length; start += postsAtOnce) {
    const part = ids.slice(start, start + postsAtOnce);
    const taken = await Promise.all(
      part.map(async (id, index) => {
        const text = texts[start + index];
        return text !== undefined && post({ url, text, deliveryId: id });
      }),
    );
    done += taken.filter(Boolean).length;
  }
  const upto = next ?? postedAll;
  await ports.replays.notePosted({ job: job.id, consumer, done, failed: ids.length - done, upto });
  job = await save({ sending: [] });
  return { sent: ids.length, job, position: { ...position, isDrained: next === undefined } };
}

async function sendEvents({ ports, job, consumer, count, position, save }: LaneSending): Promise<LaneSent> {
  const { what, again } = job.request;
  if (what.kind !== "archive") throw new Error("only the archive has events");
  const limit = Math.min(count, mostPerStep);
  const { query } = what;
  const sent = await ports.replays.sendEvents({ job: job.id, consumer, query, limit, again });
  return {
    sent: sent.sent,
    job: await named(job, sent.maybeTwice, save),
    position: { ...position, isDrained: sent.isDrained },
  };
}

/** The letters of one consumer that a job means. */
function laneFilter(job: Job, consumer: string): DeadLetterFilter {
  const { what } = job.request;
  if (what.kind !== "dead-letters") throw new Error("the archive has no letters");
  return { ...jobFilter(what, job.request, new Date(job.createdTime)), consumer };
}

async function withConsumers({ replays, match }: ReplayPorts, ids: readonly string[]) {
  if (match === undefined) throw new Error("no router is at hand: the job should have been refused");
  const letters: { readonly id: string; readonly consumers: readonly string[] }[] = [];
  for (let start = 0; start < ids.length; start += matchedAtOnce) {
    const part = ids.slice(start, start + matchedAtOnce);
    const texts = await replays.texts(part);
    for (const [index, id] of part.entries()) {
      const text = texts[index];
      letters.push({ id, consumers: text === undefined ? [] : match(text) });
    }
  }
  return letters;
}

function page(count: number, { cursor }: LanePosition) {
  return { limit: Math.min(count, mostPerStep), ...(cursor !== undefined && { cursor }) };
}

function advance(position: LanePosition, sent: number, next: string | undefined): LanePosition {
  const hasSent = position.hasSent || sent > 0;
  if (next !== undefined) return { cursor: next, hasSent, isDrained: false };
  return { hasSent: false, isDrained: !hasSent };
}

async function named(job: Job, ids: readonly string[], save: LaneSending["save"]): Promise<Job> {
  return ids.length === 0 ? job : save({ maybeTwice: added(job.maybeTwice, ids) });
}

function added(known: readonly string[], more: readonly string[]): readonly string[] {
  return more.length === 0 ? known : [...new Set([...known, ...more])].slice(0, mostNamed);
}
