/** Where senders find a server that comes and goes. */
export interface Target {
  /** Resolves with the address of the server, as soon as there is one. */
  current(): Promise<string>;
  isUp(url: string): void;
  isDown(): void;
}

export function createTarget(): Target {
  let next = Promise.withResolvers<string>();
  let isKnown = false;
  return {
    current: () => next.promise,
    isUp(url) {
      next.resolve(url);
      isKnown = true;
    },
    isDown() {
      if (isKnown) next = Promise.withResolvers<string>();
      isKnown = false;
    },
  };
}

/** Counts, and wakes who waits for a number. */
export interface Counter {
  add(): void;
  total(): number;
  /** Resolves when so many more were counted. */
  more(count: number): Promise<void>;
}

export function createCounter(): Counter {
  let total = 0;
  const waiting = new Set<{ readonly at: number; readonly resolve: () => void }>();
  return {
    total: () => total,
    add() {
      total += 1;
      for (const waiter of waiting) {
        if (waiter.at > total) continue;
        waiting.delete(waiter);
        waiter.resolve();
      }
    },
    more: (count) => new Promise((resolve) => void waiting.add({ at: total + count, resolve })),
  };
}
