import type { ConsumerDefinition, Failure } from "@hookyard/core";
import type { HandOut } from "../database/accept.ts";
import { aloneFromCrashes } from "../database/leases.ts";
import type { ConsumerLogRecord } from "./log-record.ts";
import { createLane, type FinishedAttempt, type Lane, type LaneDeath, type LaneOptions } from "./lane.ts";

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
  /** A suspect has ended, however: another may be handed out. */
  suspectEnded(): void;
  /** There is room again. */
  room(): void;
}

/**
 * Runs one consumer's deliveries: one thread for all, and for a suspect one of its own, so that a delivery that kills
 * its thread takes no other with it again, and is not taken for what another one left behind in its thread.
 */
export interface Pool {
  readonly name: string;
  /** How many more deliveries it takes now. */
  room(): number;
  /** How much more text, in characters; one event may be longer. */
  characterRoom(): number;
  /** Whether it has a suspect. */
  hasSuspect(): boolean;
  run(handOuts: readonly HandOut[]): void;
  checkAlive(): void;
  /** Gives back what has not begun; what runs goes on. */
  giveBack(): void;
  /** Gives back what has not begun, lets the rest end for at most `graceMilliseconds`, then ends the threads. Answers what was cut off. */
  stop(graceMilliseconds: number): Promise<readonly HandOut[]>;
}

/** Beside what runs, this much waits in the thread, so that it never waits for the database. */
const prefetch = (concurrency: number): number => Math.max(64, concurrency);

/** Text that a consumer's threads hold at most, whatever the number: ten large events and not a hundred. */
const maxHeldCharacters = 16 * 1024 ** 2;

/** When the process stops, handlers that were told so have this long to tidy up before their thread is ended. */
const lastWordMilliseconds = 250;

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
  let isAborting = false;
  const cutOff: HandOut[] = [];
  let restartDelay = restartMilliseconds.first;
  let onIdle: (() => void) | undefined;

  const laneOptions = (laneConcurrency: number): Omit<LaneOptions, "events"> => ({
    consumer: name,
    concurrency: laneConcurrency,
    timeoutSeconds,
    ...options,
  });
  const lanes = (): readonly Lane[] => [main, alone, ...retiring].filter((lane) => lane !== undefined);
  const outstanding = (): number =>
    lanes().reduce((total, lane) => total + lane.outstanding.size, suspects.length);
  const characterRoom = (): number =>
    Math.max(0, maxHeldCharacters - lanes().reduce((total, lane) => total + lane.heldCharacters(), 0));

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

  /** What fails after it was told that the process stops failed for that: it is given back, and no attempt counts. */
  const finished = (attempts: readonly FinishedAttempt[]): void => {
    const isOwnEnd = ({ result }: FinishedAttempt): boolean => !isAborting || result.outcome === "done";
    cutOff.push(...attempts.filter((attempt) => !isOwnEnd(attempt)).map(({ handOut }) => handOut));
    events.finished(attempts.filter(isOwnEnd));
    after();
  };

  const endAlone = (): void => {
    void alone?.terminate();
    alone = undefined;
    events.suspectEnded();
  };

  const startMain = (): Lane => {
    /** Others have run in this thread: what ends it may be something that one of them has left behind. */
    let isUsed = false;
    const lane: Lane = createLane({
      ...laneOptions(concurrency),
      events: {
        ready() {
          restartDelay = restartMilliseconds.first;
          if (!isLoaded) events.loaded(undefined);
          isLoaded = true;
        },
        loadFailed(failure) {
          if (!isLoaded) return notLoaded(failure);
          // The file loaded before and does not now (it was edited, or its imports failed): as if nothing had been tried.
          events.returned(lane.outstanding.values());
          restartMain();
        },
        finished(attempts) {
          isUsed = true;
          finished(attempts);
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
          if (!isLoaded)
            return notLoaded({ name: "ConsumerCrashed", message: death.message, permanent: false });
          retiring.delete(lane);
          events.returned(death.unbegun);
          const wasAlone = death.running.length === 1 && !isUsed;
          events.interrupted({ handOuts: death.running, wasAlone, death });
          if (lane === main) restartMain();
          after();
        },
      },
    });
    return lane;
  };

  const notLoaded = (failure: Failure): void => {
    isLoaded = true;
    main = undefined;
    events.loaded(failure);
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
    if (next === undefined) return;
    alone = startAlone();
    alone.run([next]);
  };

  const startAlone = (): Lane =>
    createLane({
      ...laneOptions(1),
      events: {
        ready: () => undefined,
        loadFailed() {
          // The file loaded before and does not now (it was edited, or its imports failed): as if it had not been tried.
          const held = alone?.outstanding.values() ?? [];
          events.returned(held);
          endAlone();
          after();
        },
        finished(attempts) {
          endAlone();
          finished(attempts);
        },
        log: events.log,
        drained: (items) => events.returned(items),
        wornOut: () => undefined, // its timeout is told as finished
        died(death) {
          events.returned(death.unbegun);
          events.interrupted({ handOuts: death.running, wasAlone: true, death });
          endAlone();
          after();
        },
      },
    });

  const untilIdle = async (mostMilliseconds: number): Promise<void> => {
    if (outstanding() === 0) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    onIdle = resolve;
    const timer = setTimeout(resolve, mostMilliseconds);
    await promise;
    clearTimeout(timer);
  };

  let main: Lane | undefined = startMain();

  return {
    name,
    hasSuspect: () => alone !== undefined || suspects.length > 0,
    characterRoom,
    room() {
      if (isStopping || main === undefined || characterRoom() === 0) return 0;
      return Math.max(0, limit - outstanding());
    },
    run(handOuts) {
      const calm = handOuts.filter(({ crashes }) => crashes < aloneFromCrashes);
      suspects.push(...handOuts.filter(({ crashes }) => crashes >= aloneFromCrashes));
      if (calm.length > 0 && main !== undefined) main.run(calm);
      else if (calm.length > 0) events.returned(calm);
      runNextSuspect();
    },
    checkAlive() {
      for (const lane of lanes()) lane.checkAlive();
    },
    giveBack() {
      events.returned(suspects.splice(0));
      for (const lane of lanes()) lane.drain();
    },
    async stop(graceMilliseconds) {
      isStopping = true;
      events.returned(suspects.splice(0));
      const ending = lanes();
      for (const lane of ending) lane.drain();
      await untilIdle(graceMilliseconds);
      isAborting = true;
      for (const lane of ending) lane.abort();
      await untilIdle(lastWordMilliseconds);
      cutOff.push(...ending.flatMap((lane) => lane.outstanding.values()));
      await Promise.all(ending.map((lane) => lane.terminate()));
      return cutOff;
    },
  };
}
