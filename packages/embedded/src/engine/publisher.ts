import type { Bus, BusEntry, PublishResult, RefusedReason } from "@hookyard/core";
import type { Acknowledgement, EntryStatus } from "./engine.ts";
import { createTurnoverMap } from "../turnover-map.ts";
import type { EngineLimits } from "./limits.ts";

export interface Publication {
  readonly request: number;
  readonly entries: readonly BusEntry[];
}

/** The way from many requests to the engine and back: gathers what is published in one turn, and pushes back when full. */
export interface Publisher {
  readonly bus: Bus;
  /** Settles what the engine made durable or refused. */
  acknowledged(batch: readonly Acknowledgement[]): void;
  /** How many were published so far. */
  count(): number;
  /** From now on nothing is taken. */
  close(): void;
  /** Refuses all that waits: the engine is gone. */
  abandon(): void;
}

interface Waiting {
  readonly entries: number;
  readonly characters: number;
  readonly resolve: (results: readonly PublishResult[]) => void;
}

/** So many requests that wait for their acknowledgement make a stream. */
const busyFrom = 6;

export function createPublisher(
  limits: Pick<EngineLimits, "maxPendingEvents" | "maxPendingCharacters">,
  send: (publications: readonly Publication[]) => void,
): Publisher {
  const waiting = createTurnoverMap<number, Waiting>();
  let gathered: Publication[] = [];
  let nextRequest = 1;
  let pendingCharacters = 0;
  let isClosed = false;

  const refusal = (): RefusedReason | undefined => {
    if (isClosed) return "stopping";
    const isFull =
      waiting.size >= limits.maxPendingEvents || pendingCharacters >= limits.maxPendingCharacters;
    return isFull ? "overloaded" : undefined;
  };
  const settle = (request: number, results: readonly PublishResult[]): void => {
    const waiter = waiting.take(request);
    if (waiter === undefined) return;
    pendingCharacters -= waiter.characters;
    waiter.resolve(results);
  };
  /** Alone an event travels at once; in a stream of them a millisecond's worth travels, and is synced, together. */
  const gather = (then: () => void): void => {
    if (waiting.size < busyFrom) setImmediate(then);
    else setTimeout(then, 1);
  };
  const flush = (): void => {
    const publications = gathered;
    gathered = [];
    send(publications);
  };

  return {
    bus: {
      publish(entries) {
        const reason = refusal();
        if (reason !== undefined) return Promise.resolve(entries.map(() => ({ status: "refused", reason })));
        return new Promise((resolve) => {
          const request = nextRequest++;
          let characters = 0;
          for (const { text } of entries) characters += text.length;
          pendingCharacters += characters;
          waiting.set(request, { entries: entries.length, characters, resolve });
          if (gathered.length === 0) gather(flush);
          gathered.push({ request, entries });
        });
      },
    },
    acknowledged(batch) {
      for (const { request, statuses } of batch) settle(request, statuses.map(publishResult));
    },
    count: () => nextRequest - 1,
    close() {
      isClosed = true;
    },
    abandon() {
      isClosed = true;
      const abandoned = waiting.values();
      waiting.clear();
      pendingCharacters = 0;
      for (const { entries, resolve } of abandoned) {
        resolve(Array.from({ length: entries }, () => ({ status: "refused", reason: "stopping" })));
      }
    },
  };
}

function publishResult(status: EntryStatus): PublishResult {
  switch (status) {
    case "accepted":
      return { status };
    case "duplicate":
      return { status, conflict: false };
    case "conflict":
      return { status: "duplicate", conflict: true };
    case "storage_full":
    case "backlog_full":
    case "overloaded":
    case "stopping":
    case "storage_failed":
      return { status: "refused", reason: status };
  }
}
