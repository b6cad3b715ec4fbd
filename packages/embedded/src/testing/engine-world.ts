import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { EventDetail, PublishResult, RetryPolicy } from "@hookyard/core";
import { busEntry, idOf } from "@hookyard/core/port/contract-harness";
import { openReader } from "../database/open.ts";
import { openStore } from "../database/store.ts";
import { runCommand } from "../engine/commands.ts";
import type { AttemptLog } from "../engine/attempt-log.ts";
import { createEngine } from "../engine/engine.ts";
import type { Order } from "../engine/fixture/orders.ts";
import { router } from "../engine/fixture/router.ts";
import { defaultLimits } from "../engine/limits.ts";
import { createPublisher } from "../engine/publisher.ts";
import { createStorageGuard } from "../engine/storage-guard.ts";
import { createDirectReader } from "../reader/direct-reader.ts";

export type FixtureConsumer = keyof typeof router.consumers;

export interface EngineWorldOptions {
  /** The consumers that run, and how each is retried. */
  readonly consumers: Readonly<Partial<Record<FixtureConsumer, RetryPolicy>>>;
  /** Default: the real clock. A clock of the test's own must be in the past: handlers' threads have the real one. */
  readonly now?: () => number;
  readonly random?: () => number;
  readonly maxConsumerHeapMegabytes?: number;
}

/** The real engine in this thread, with real consumer threads, on a new database. */
export interface EngineWorld {
  /** A new folder for what handlers write. */
  readonly directory: string;
  /** Publishes an event that tells the handlers of these consumers what to do. */
  publish(
    name: string,
    order: Order,
    consumers?: readonly FixtureConsumer[],
  ): Promise<PublishResult | undefined>;
  /** Lets the engine look for what is due: after the clock was moved. */
  wake(): void;
  pause(consumer: FixtureConsumer): void;
  resume(consumer: FixtureConsumer): void;
  /** The attempts at an event by a consumer, in order. */
  attempts(name: string, consumer?: FixtureConsumer): readonly AttemptLog[];
  /** Resolves with them when there are so many. */
  untilAttempts(name: string, count: number, consumer?: FixtureConsumer): Promise<readonly AttemptLog[]>;
  /** Resolves when an event's deliveries are all done or dead. */
  untilSettled(name: string): Promise<EventDetail>;
  detail(name: string): Promise<EventDetail | undefined>;
  stop(graceMilliseconds: number): Promise<void>;
  remove(): Promise<void>;
}

export async function createEngineWorld(options: EngineWorldOptions): Promise<EngineWorld> {
  const { now = Date.now, random = Math.random, maxConsumerHeapMegabytes = 128 } = options;
  const directory = mkdtempSync(join(tmpdir(), "hookyard-engine-"));
  const file = join(directory, "hookyard.db");
  const limits = { ...defaultLimits, maxConsumerHeapMegabytes };
  const store = openStore(file);
  const log: AttemptLog[] = [];
  const publisher = createPublisher(limits, (publications) => {
    for (const { request, entries } of publications) engine.publish(request, entries);
  });
  const consumers = Object.values(router.consumers).flatMap(({ name, concurrency, timeoutSeconds }) => {
    const retry = options.consumers[name as FixtureConsumer]; // safe: the router's own names
    const handler = join(import.meta.dirname, `../engine/fixture/consumers/${name}.ts`);
    return retry === undefined ? [] : [{ name, concurrency, timeoutSeconds, retry, file: handler }];
  });
  const loading = new Map(consumers.map(({ name }) => [name, Promise.withResolvers<void>()]));
  const engine = createEngine({
    store,
    guard: createStorageGuard(store.database, directory, limits),
    consumers,
    limits,
    env: {},
    now,
    random,
    events: {
      acknowledged: publisher.acknowledged,
      attempt: (attempt) => log.push(attempt),
      log: () => undefined,
      loaded: (consumer, failure) =>
        failure === undefined
          ? loading.get(consumer)?.resolve()
          : loading.get(consumer)?.reject(new Error(failure.message)),
      storageFailed: (error) => {
        throw error;
      },
    },
  });
  await Promise.all([...loading.values()].map(({ promise }) => promise));
  const readerDatabase = openReader(file);
  const reader = createDirectReader(readerDatabase, now);

  const attempts: EngineWorld["attempts"] = (name, consumer = "obey") =>
    log.filter((attempt) => attempt.eventId === idOf(name) && attempt.consumer === consumer);
  const detail: EngineWorld["detail"] = (name) => reader.ask("event", idOf(name));
  let isStopped = false;
  const stop: EngineWorld["stop"] = async (graceMilliseconds) => {
    if (isStopped) return;
    isStopped = true;
    await engine.stop(graceMilliseconds);
  };
  return {
    directory,
    attempts,
    detail,
    stop,
    wake: engine.wake,
    pause: (consumer) =>
      void engine.command((opened) => runCommand(opened, { kind: "pause_consumer", consumer }, now())),
    resume: (consumer) =>
      void engine.command((opened) => runCommand(opened, { kind: "resume_consumer", consumer }, now())),
    async publish(name, order, wanted = ["obey"]) {
      const [result] = await publisher.bus.publish([
        busEntry({ providerId: name, original: { order }, consumers: wanted }),
      ]);
      return result;
    },
    untilAttempts: (name, count, consumer) =>
      until(
        `${count} attempts at ${name}`,
        () => attempts(name, consumer),
        ({ length }) => length >= count,
      ),
    untilSettled: async (name) => {
      const isSettled = (found: EventDetail | undefined): boolean =>
        found?.history.every(({ state }) => state !== "scheduled") === true;
      const settled = await until(`the end of ${name}`, () => detail(name), isSettled);
      if (settled === undefined) throw new Error(`${name} is not there`);
      return settled;
    },
    async remove() {
      await stop(0);
      readerDatabase.close();
      store.close();
      rmSync(directory, { recursive: true });
    },
  };
}

const pollMilliseconds = 10;
const patienceMilliseconds = 25_000;

async function until<Answer>(
  what: string,
  ask: () => Answer | Promise<Answer>,
  isWanted: (answer: Answer) => boolean,
): Promise<Answer> {
  const deadline = performance.now() + patienceMilliseconds;
  while (true) {
    const answer = await ask();
    if (isWanted(answer)) return answer;
    if (performance.now() > deadline)
      throw new Error(`waited in vain for ${what}; last: ${JSON.stringify(answer)}`);
    await delay(pollMilliseconds);
  }
}
