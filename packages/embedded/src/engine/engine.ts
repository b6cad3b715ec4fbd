import type { Failure, RefusedReason } from "@hookyard/core";
import type { ConsumerLogRecord } from "../consumer/log-record.ts";
import type { Store } from "../database/store.ts";
import { type AttemptLog, type AttemptNext, attemptLog } from "./attempt-log.ts";
import type { Checkpointer } from "./checkpointer.ts";
import { trimMemoryWhenQuiet } from "../memory-trim.ts";
import { createDueTimer } from "./due-timer.ts";
import { leaseHandOuts } from "./hand-outs.ts";
import type { EngineLimits } from "./limits.ts";
import type { StoredEntry } from "./packed.ts";
import { findOrphans } from "./recover.ts";
import { createRuntime, type EngineConsumer, type Runtime } from "./runtime.ts";
import { type EndedAttempt, settleAttempt } from "./settle-attempt.ts";
import { refusalOf, type StorageGuard } from "./storage-guard.ts";

export interface EngineOptions {
  readonly store: Store;
  readonly guard: StorageGuard;
  readonly checkpointer?: Checkpointer;
  readonly consumers: readonly EngineConsumer[];
  readonly limits: EngineLimits;
  /** The handlers' environment. */
  readonly env: NodeJS.ProcessEnv;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly random: () => number;
  readonly events: EngineEvents;
}

export interface EngineEvents {
  /** Results of `publish` calls that one commit made durable together. */
  acknowledged(batch: readonly Acknowledgement[]): void;
  attempt(log: AttemptLog): void;
  log(record: ConsumerLogRecord): void;
  loaded(consumer: string, failure: Failure | undefined): void;
  /** The database refused a write; nothing was lost, senders were told to try again. */
  storageFailed(error: unknown): void;
}

export interface Acknowledgement {
  readonly request: number;
  readonly statuses: readonly EntryStatus[];
}

export type EntryStatus = "accepted" | "duplicate" | "conflict" | RefusedReason;

/**
 * The embedded engine: accepts events, hands deliveries to consumers, settles attempts. Whatever arrives while one
 * commit runs goes into the next one together (group commit): durability costs a sync a batch, not a sync an event.
 */
export interface Engine {
  publish(request: number, entries: readonly StoredEntry[]): void;
  /** Runs `work` in a transaction of its own, and then hands out what became due by it. */
  command<Result>(work: (store: Store) => Result): Result;
  /** Looks for due deliveries: after the clock was moved. */
  wake(): void;
  /** Deliveries that are neither done nor dead. */
  backlog(): number;
  /** Takes nothing new, lets handlers end for at most `graceMilliseconds`, writes all down. The store stays open. */
  stop(graceMilliseconds: number): Promise<void>;
}

interface Publication {
  readonly request: number;
  readonly entries: readonly StoredEntry[];
}

const maxPublicationsPerCommit = 1_000;
const retryStorageMilliseconds = 250;
const checkAliveMilliseconds = 250;
/** So much may be written before the disk is looked at again, however little time has passed. */
const lookBytes = 4 * 1024 ** 2;
/** A full disk fails every commit: it is told about this often. */
const tellStorageMilliseconds = 10_000;
const settleMilliseconds = 3;
/** Ids that go into their index with each event that a commit adds: more than come. And at least so many with a commit. */
const mergedForEach = 2;
const leastMerged = 16;

export function createEngine(options: EngineOptions): Engine {
  const { store, guard, limits, now, random, events } = options;
  const publications: Publication[] = [];
  let ended: EndedAttempt[] = [];
  let returned: { readonly key: number; readonly token: number }[] = [];
  let isFlushScheduled = false;
  let isStopping = false;
  let toldStorageFailed = 0;
  let unseenBytes = 0;

  const schedule = (): void => {
    if (isFlushScheduled) return;
    isFlushScheduled = true;
    setImmediate(flush);
  };
  let settleTimer: NodeJS.Timeout | undefined;
  /** Nobody waits for the end of an attempt to be written down: it goes with the next commit, or soon by itself. */
  const scheduleSettling = (): void => {
    if (isFlushScheduled || settleTimer !== undefined) return;
    if (canHandOut()) return schedule();
    settleTimer = setTimeout(flush, settleMilliseconds);
  };
  const wake = (): void => {
    for (const runtime of runtimes.values()) runtime.hasWaiting = true;
    schedule();
  };
  let commits = 0;
  const stopTrimming = trimMemoryWhenQuiet(() => commits);
  const dueTimer = createDueTimer(now, wake);

  const flush = (): void => {
    isFlushScheduled = false;
    clearTimeout(settleTimer);
    settleTimer = undefined;
    const batch = publications.splice(0, maxPublicationsPerCommit);
    if (publications.length > 0) schedule();
    const refusal = isStopping
      ? "stopping"
      : (guard.refusal() ?? (backlog < limits.maxBacklog ? undefined : "backlog_full"));
    if (refusal === undefined) return commit(batch);
    refuse(batch, refusal);
    commit([]);
  };

  const refuse = (batch: readonly Publication[], reason: RefusedReason): void => {
    if (batch.length === 0) return;
    events.acknowledged(
      batch.map(({ request, entries }) => ({ request, statuses: entries.map(() => reason) })),
    );
  };

  const commit = (batch: readonly Publication[]): void => {
    const attempts = ended;
    const handedBack = returned;
    ended = [];
    returned = [];
    const isIdle = batch.length === 0 && attempts.length === 0 && handedBack.length === 0;
    if (isIdle && !canHandOut()) return;
    let result: ReturnType<typeof write>;
    try {
      result = store.transact(() => write(batch, attempts, handedBack));
    } catch (error) {
      ended = [...attempts, ...ended];
      returned = [...handedBack, ...returned];
      refuse(batch, refusalOf(error));
      tellStorageFailed(error);
      look();
      for (const runtime of runtimes.values()) runtime.hasWaiting = true;
      // What is in flight can often still be settled where new events find no room: that takes next to no space.
      if (batch.length > 0 && attempts.length > 0) commit([]);
      else setTimeout(schedule, retryStorageMilliseconds).unref();
      return;
    }
    commits += 1;
    finish(result);
  };

  const look = (): void => {
    unseenBytes = 0;
    guard.look();
  };

  const tellStorageFailed = (error: unknown): void => {
    if (Math.abs(now() - toldStorageFailed) < tellStorageMilliseconds) return;
    toldStorageFailed = now();
    events.storageFailed(error);
  };

  const canHandOut = (): boolean => {
    for (const runtime of runtimes.values()) if (runtime.hasWaiting && runtime.room() > 0) return true;
    return false;
  };

  /** All that changes in one transaction. */
  const write = (
    batch: readonly Publication[],
    attempts: readonly EndedAttempt[],
    handedBack: typeof returned,
  ) => {
    const time = now();
    const settled = attempts.map((attempt): [EndedAttempt, AttemptNext] => [
      attempt,
      settleAttempt(store.settlements, attempt, { now: time, random }),
    ]);
    for (const [{ runtime }, next] of settled) {
      if (next.kind === "again" || (next.kind === "retry" && next.at <= time)) runtime.hasWaiting = true;
      else if (next.kind === "retry") dueTimer.at(next.at);
    }
    for (const { key, token } of handedBack) store.leases.release(key, token);
    if (handedBack.length > 0) for (const runtime of runtimes.values()) runtime.hasWaiting = true;

    const handOuts = leaseHandOuts(runtimes, store.leases, { now: time, onDue: dueTimer.at });
    let taken = 0;
    let added = 0;
    let characters = 0;
    const acknowledgements = batch.map(({ request, entries }): Acknowledgement => {
      const statuses = entries.map((entry): EntryStatus => {
        const numbers = entry.consumers.map(store.consumers.number);
        const { result, leased } = store.acceptor.accept(entry, numbers, time, handOuts.leaseUntil);
        for (const { consumer, handOut } of leased) handOuts.add(consumer, handOut);
        if (result.status === "refused") return result.reason;
        if (result.status === "duplicate") return result.conflict ? "conflict" : "duplicate";
        taken += 1;
        added += numbers.length;
        characters += entry.text.length;
        return "accepted";
      });
      return { request, statuses };
    });
    // A little with each commit of events: by themselves, some thousands at a time, they hold up acknowledgements.
    if (taken > 0 && store.eventIds.isDue()) {
      store.eventIds.merge(Math.max(leastMerged, mergedForEach * taken));
    }
    return { settled, acknowledgements, handOuts, added, characters };
  };

  const finish = ({
    settled,
    acknowledgements,
    handOuts,
    added,
    characters,
  }: ReturnType<typeof write>): void => {
    backlog += added;
    if (acknowledgements.length > 0) events.acknowledged(acknowledgements);
    for (const [runtime, list] of handOuts.byRuntime) runtime.pool.run(list);
    for (const [{ runtime, handOut, outcome, startedAt, endedAt }, next] of settled) {
      if (next.kind === "done" || next.kind === "dead") backlog -= 1;
      if (outcome === "interrupted") continue; // before this process: it has no line in this log
      events.attempt(attemptLog(runtime.definition.name, handOut, { startedAt, endedAt }, outcome, next));
    }
    const bytes = characters + (acknowledgements.length + settled.length) * 4096;
    options.checkpointer?.wrote(bytes);
    unseenBytes += bytes;
    if (unseenBytes > lookBytes) look();
    if (canHandOut()) schedule();
  };

  const command = <Result>(work: (opened: Store) => Result): Result => {
    const result = store.transact(() => work(store));
    backlog = countBacklog(store);
    takeUpPauses();
    wake();
    return result;
  };

  /** What a consumer holds and has not begun is given back when it is paused. */
  const takeUpPauses = (): void => {
    for (const runtime of runtimes.values()) {
      const isPaused = store.pauses.isPaused(runtime.number);
      if (isPaused && !runtime.isPaused) runtime.pool.giveBack();
      runtime.isPaused = isPaused;
    }
  };

  const runtimes = new Map<number, Runtime>();
  store.transact(() => {
    for (const definition of options.consumers) {
      const number = store.consumers.number(definition.name);
      const runtime = createRuntime({
        number,
        definition,
        isPaused: store.pauses.isPaused(number),
        env: options.env,
        maxHeapMegabytes: limits.maxConsumerHeapMegabytes,
        now,
        ended(attempts) {
          ended.push(...attempts);
          scheduleSettling();
        },
        returned(items) {
          returned.push(...items);
          schedule();
        },
        suspectEnded() {
          for (const runtime of runtimes.values()) runtime.hasWaiting = true; // whosever suspect is next
        },
        room() {
          if (canHandOut()) schedule();
        },
        loaded: (failure) => events.loaded(definition.name, failure),
        log: events.log,
      });
      runtimes.set(number, runtime);
    }
  });
  let backlog = countBacklog(store);
  const recovery = findOrphans(store, runtimes, now());
  ended.push(...recovery.ended);
  returned.push(...recovery.returned);
  const alive = setInterval(() => {
    look();
    for (const { pool } of runtimes.values()) pool.checkAlive();
  }, checkAliveMilliseconds);
  schedule();

  return {
    publish(request, entries) {
      publications.push({ request, entries });
      schedule();
    },
    command,
    wake,
    backlog: () => backlog,
    async stop(graceMilliseconds) {
      isStopping = true;
      flush();
      const cutOff = await Promise.all(
        [...runtimes.values()].map(({ pool }) => pool.stop(graceMilliseconds)),
      );
      clearInterval(alive);
      dueTimer.stop();
      stopTrimming();
      returned.push(...cutOff.flat());
      flush();
    },
  };
}

function countBacklog(store: Store): number {
  const row = store.database.prepare("SELECT coalesce(sum(scheduled), 0) AS count FROM consumers").get();
  return Number(row?.["count"]);
}
