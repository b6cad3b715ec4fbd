import type { ConsumerDefinition, Failure } from "@hookyard/core";
import type { HandOut } from "../database/accept.ts";
import type { ConsumerLogRecord } from "./log-record.ts";
import { createLane, type FinishedAttempt, type Lane, type LaneDeath, type LaneOptions } from "./lane.ts";

/** A delivery that was interrupted this often runs alone from then on: what kills a thread twice is probably it. */
export const aloneFromCrashes = 2;

export interface PoolOptions {
  readonly definition: Pick<ConsumerDefinition, "name" | "concurrency" | "timeoutSeconds">;
  readonly file: string;
  readonly env: NodeJS.ProcessEnv;
  readonly maxHeapMegabytes: number;
  readonly now: () => number;
  readonly events: PoolEvents;
}

export interface PoolEvents {
  /** The thread has loaded the handler; `failure` when it could not. Told once, for the first thread. */
  loaded(failure: Failure | undefined): void;
  finished(attempts: readonly FinishedAttempt[]): void;
  log(record: ConsumerLogRecord): void;
  /** Deliveries to hand out again as if never handed out. */
  returned(handOuts: readonly { readonly key: number; readonly token: number }[]): void;
  /** Deliveries whose thread died under them. `wasAlone`: then it was this one. */
  interrupted(interruption: {
    readonly handOuts: readonly HandOut[];
    readonly wasAlone: boolean;
    readonly death: LaneDeath;
  }): void;
  /** There is room again. */
  room(): void;
}

/**
 * Runs one consumer's deliveries: one thread for all, and a second, made when it is needed, in which suspects run one
 * at a time, so that a delivery that kills its thread takes no other with it again.
 */
export interface Pool {
  readonly name: string;
  /** How many more deliveries it takes now. */
  room(): number;
  run(handOuts: readonly HandOut[]): void;
  checkAlive(): void;
  /** Gives back what has not begun, lets the rest end for at most `graceMilliseconds`, then ends the threads. Answers what was cut off. */
  stop(graceMilliseconds: number): Promise<readonly HandOut[]>;
}

/** Beside what runs, this much waits in the thread, so that it never waits for the database. */
const prefetch = (concurrency: number): number => Math.max(64, concurrency);

const restartMilliseconds = { first: 50, most: 5_000 };

export function createPool({ definition, events, ...options }: PoolOptions): Pool {
  const { name, concurrency, timeoutSeconds } = definition;
  const limit = concurrency + prefetch(concurrency);
  const suspects: HandOut[] = [];
  /** Lanes that take nothing new and end when what they run has ended. */
  const retiring = new Set<Lane>();
  let alone: Lane | undefined;
  let isLoaded = false;
  let isStopping = false;
  let restartDelay = restartMilliseconds.first;
  let onIdle: (() => void) | undefined;

  const laneOptions = (laneConcurrency: number): Omit<LaneOptions, "events"> => ({
    consumer: name,
    concurrency: laneConcurrency,
    timeoutSeconds,
    ...options,
  });
  const outstanding = (): number =>
    (main?.outstanding.size ?? 0) + (alone?.outstanding.size ?? 0) + suspects.length + sum(retiring);

  const after = (): void => {
    for (const lane of retiring) {
      if (lane.outstanding.size > 0) continue;
      retiring.delete(lane);
      void lane.terminate();
    }
    runNextSuspect();
    if (outstanding() === 0) onIdle?.();
    if (!isStopping) events.room();
  };

  const startMain = (): Lane => {
    const lane: Lane = createLane({
      ...laneOptions(concurrency),
      events: {
        ready() {
          restartDelay = restartMilliseconds.first;
          if (!isLoaded) events.loaded(undefined);
          isLoaded = true;
        },
        loadFailed(failure) {
          if (isLoaded) return restartMain();
          isLoaded = true;
          main = undefined;
          events.loaded(failure);
        },
        finished(attempts) {
          events.finished(attempts);
          after();
        },
        log: events.log,
        drained(items) {
          events.returned(items);
          after();
        },
        wornOut() {
          if (lane !== main || isStopping) return;
          retiring.add(lane);
          lane.drain();
          main = startMain();
        },
        died(death) {
          retiring.delete(lane);
          events.returned(death.unbegun);
          events.interrupted({ handOuts: death.running, wasAlone: death.running.length === 1, death });
          if (lane === main) restartMain();
          after();
        },
      },
    });
    return lane;
  };

  /** A handler that kills its thread again and again is not started in a tight circle. */
  const restartMain = (): void => {
    main = undefined;
    if (isStopping) return;
    setTimeout(() => {
      if (isStopping) return;
      main = startMain();
      events.room();
    }, restartDelay);
    restartDelay = Math.min(restartDelay * 2, restartMilliseconds.most);
  };

  const runNextSuspect = (): void => {
    if (isStopping || (alone?.outstanding.size ?? 0) > 0) return;
    const next = suspects.shift();
    if (next === undefined) {
      void alone?.terminate();
      alone = undefined;
      return;
    }
    alone ??= startAlone();
    alone.run([next]);
  };

  const startAlone = (): Lane =>
    createLane({
      ...laneOptions(1),
      events: {
        ready: () => undefined,
        loadFailed() {
          // The file loaded before and does not now (it was edited, or its imports failed): as if it had not been tried.
          const held = [...(alone?.outstanding.values() ?? [])];
          alone = undefined;
          events.returned(held);
          after();
        },
        finished(attempts) {
          events.finished(attempts);
          after();
        },
        log: events.log,
        drained: (items) => events.returned(items),
        wornOut() {
          void alone?.terminate();
          alone = undefined;
          after();
        },
        died(death) {
          alone = undefined;
          events.returned(death.unbegun);
          events.interrupted({ handOuts: death.running, wasAlone: true, death });
          after();
        },
      },
    });

  let main: Lane | undefined = startMain();

  return {
    name,
    room: () => (isStopping || main === undefined ? 0 : Math.max(0, limit - outstanding())),
    run(handOuts) {
      const calm = handOuts.filter(({ crashes }) => crashes < aloneFromCrashes);
      suspects.push(...handOuts.filter(({ crashes }) => crashes >= aloneFromCrashes));
      if (calm.length > 0 && main !== undefined) main.run(calm);
      else if (calm.length > 0) events.returned(calm);
      runNextSuspect();
    },
    checkAlive() {
      for (const lane of [main, alone, ...retiring]) lane?.checkAlive();
    },
    async stop(graceMilliseconds) {
      isStopping = true;
      events.returned(suspects.splice(0));
      const lanes = [main, alone, ...retiring].filter((lane) => lane !== undefined);
      for (const lane of lanes) lane.drain();
      if (outstanding() > 0) {
        const idle = new Promise<void>((resolve) => {
          onIdle = resolve;
        });
        const { promise: graceOver, resolve: end } = Promise.withResolvers<void>();
        const timer = setTimeout(end, graceMilliseconds);
        await Promise.race([idle, graceOver]);
        clearTimeout(timer);
      }
      for (const lane of lanes) lane.abort();
      const cutOff = lanes.flatMap((lane) => [...lane.outstanding.values()]);
      await Promise.all(lanes.map((lane) => lane.terminate()));
      return cutOff;
    },
  };
}

function sum(lanes: ReadonlySet<Lane>): number {
  let total = 0;
  for (const lane of lanes) total += lane.outstanding.size;
  return total;
}
