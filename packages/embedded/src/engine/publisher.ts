import type { Bus, BusEntry, PublishResult, RefusedReason } from "@hookyard/core";
import type { Acknowledgement, EntryStatus } from "./engine.ts";
import { createTurnoverMap } from "../turnover-map.ts";
import { createHoldingsMemory, type Holdings, openHoldings } from "./holdings.ts";
import type { EngineLimits } from "./limits.ts";

export interface Publication {
  readonly request: number;
  readonly entries: readonly BusEntry[];
}

/** The way from many requests to the engine and back: what is published in one turn goes together; pushes back when full. */
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

/** Where several threads publish: what they hold together, and the numbers that this one's requests have. */
export interface PublisherPlace {
  readonly holdings: Pick<Holdings, "pendingEvents" | "pendingCharacters">;
  readonly firstRequest: number;
  readonly step: number;
}

export function createPublisher(
  limits: Pick<EngineLimits, "maxPendingEvents" | "maxPendingCharacters">,
  send: (publications: readonly Publication[]) => void,
  place: PublisherPlace = { holdings: openHoldings(createHoldingsMemory(), 0), firstRequest: 0, step: 1 },
): Publisher {
  const { pendingEvents, pendingCharacters } = place.holdings;
  const waiting = createTurnoverMap<number, Waiting>();
  let gathered: Publication[] = [];
  let nextRequest = place.firstRequest;
  let published = 0;
  let isClosed = false;

  const refusal = (): RefusedReason | undefined => {
    if (isClosed) return "stopping";
    const isFull =
      pendingEvents.total() >= limits.maxPendingEvents ||
      pendingCharacters.total() >= limits.maxPendingCharacters;
    return isFull ? "overloaded" : undefined;
  };
  const letGo = ({ characters }: Waiting): void => {
    pendingEvents.add(-1);
    pendingCharacters.add(-characters);
  };
  const settle = (request: number, results: readonly PublishResult[]): void => {
    const waiter = waiting.take(request);
    if (waiter === undefined) return;
    letGo(waiter);
    waiter.resolve(results);
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
          const request = nextRequest;
          nextRequest += place.step;
          published += 1;
          let characters = 0;
          for (const { text } of entries) characters += text.length;
          pendingEvents.add(1);
          pendingCharacters.add(characters);
          waiting.set(request, { entries: entries.length, characters, resolve });
          if (gathered.length === 0) process.nextTick(flush);
          gathered.push({ request, entries });
        });
      },
    },
    acknowledged(batch) {
      for (const { request, statuses } of batch) settle(request, statuses.map(publishResult));
    },
    count: () => published,
    close() {
      isClosed = true;
    },
    abandon() {
      isClosed = true;
      const abandoned = waiting.values();
      waiting.clear();
      for (const waiter of abandoned) {
        letGo(waiter);
        const { entries, resolve } = waiter;
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
