import {
  type Consumer,
  describeFailure,
  describeUnreadable,
  type Failure,
  type HookyardEvent,
  parseEvent,
} from "@hookyard/core";
import { AttemptAbort } from "@hookyard/core/router/attempt-abort";
import { createContext } from "./context.ts";
import type { FromConsumer, RunItem, RunResult } from "./protocol.ts";
import { packResults } from "./packed.ts";
import type { RunningSlots } from "./running-slots.ts";

export interface RunnerOptions {
  readonly consumer: Consumer;
  readonly concurrency: number;
  readonly slots: RunningSlots;
  readonly post: (message: FromConsumer) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Runs deliveries on a consumer's handler, so many at once; the rest waits here in order. */
export interface Runner {
  run(items: readonly RunItem[]): void;
  /** Begins nothing more; answers what had not begun. */
  drain(): readonly { readonly key: number; readonly token: number }[];
  /** Tells the handlers that still run that the process ends, through their signal. */
  abort(): void;
}

/** Milliseconds between two signs of life while something runs. */
const beatMilliseconds = 100;

export function createRunner({ consumer, concurrency, slots, post, now }: RunnerOptions): Runner {
  const timeoutMilliseconds = consumer.definition.timeoutSeconds * 1000;
  let waiting: RunItem[] = [];
  let running = 0;
  /** Handlers whose time is up but whose promise never settled: they are no longer counted as running. */
  let abandoned = 0;
  /** By slot, of what runs. */
  const aborts: (AttemptAbort | undefined)[] = [];
  let results: RunResult[] = [];
  let beating: NodeJS.Timeout | undefined;

  const report = (result: RunResult): void => {
    // Results of one turn of the event loop travel together.
    if (results.length === 0) setImmediate(flush);
    results.push(result);
  };
  const flush = (): void => {
    post({ kind: "results", results: packResults(results) });
    results = [];
  };

  const startNext = (): void => {
    while (running < concurrency) {
      const item = waiting.shift();
      if (item === undefined) break;
      running += 1;
      void runOne(item);
    }
    if (running > 0 && beating === undefined)
      beating = setInterval(() => slots.beat(now()), beatMilliseconds);
    if (running === 0 && beating !== undefined) {
      clearInterval(beating);
      beating = undefined;
    }
  };

  const runOne = async (item: RunItem): Promise<void> => {
    const { key, token } = item;
    const startedAt = now();
    slots.beat(startedAt);
    const slot = slots.begin(key);
    const abort = new AttemptAbort();
    let isTimedOut = false;
    aborts[slot] = abort;
    const leave = (outcome: RunResult["outcome"], failure?: Failure): void => {
      slots.end(slot);
      aborts[slot] = undefined;
      running -= 1;
      report({ key, token, startedAt, endedAt: now(), outcome, ...(failure !== undefined && { failure }) });
      startNext();
    };
    const timer = setTimeout(() => {
      isTimedOut = true;
      abandoned += 1;
      abort.abort(timeoutReason(consumer));
      leave("timeout", timeoutFailure(consumer));
      if (abandoned >= concurrency) post({ kind: "worn_out" });
    }, timeoutMilliseconds);

    const failure = await handle(consumer, item, abort, startedAt + timeoutMilliseconds, post, now);
    clearTimeout(timer);
    if (isTimedOut) abandoned -= 1;
    else if (failure === undefined) leave("done");
    else leave("failed", failure);
  };

  return {
    run(items) {
      waiting.push(...items);
      startNext();
    },
    drain() {
      const unbegun = waiting.map(({ key, token }) => ({ key, token }));
      waiting = [];
      return unbegun;
    },
    abort() {
      for (const abort of aborts) abort?.abort(new DOMException("Hookyard is stopping", "AbortError"));
    },
  };
}

/** Runs the handler; answers why it failed, or nothing when it went well. Never rejects. */
async function handle(
  consumer: Consumer,
  item: RunItem,
  abort: AttemptAbort,
  deadline: number,
  post: RunnerOptions["post"],
  now: () => number,
): Promise<Failure | undefined> {
  let event: HookyardEvent;
  try {
    const stored = parseEvent(item.text);
    event = item.replay === 0 ? stored : { ...stored, replay: item.replay };
  } catch (error) {
    return describeUnreadable(error);
  }
  try {
    const context = createContext({ consumer, event, item, abort, deadline, post, now });
    await consumer.handler(event, context);
    return undefined;
  } catch (error) {
    return describeFailure(error);
  }
}

function timeoutReason({ name, definition }: Consumer): Error {
  return new DOMException(`${name} did not finish within ${definition.timeoutSeconds} s`, "TimeoutError");
}

function timeoutFailure({ name, definition }: Consumer): Failure {
  return {
    name: "TimeoutError",
    message: `${name} did not finish within ${definition.timeoutSeconds} s`,
    permanent: false,
  };
}
