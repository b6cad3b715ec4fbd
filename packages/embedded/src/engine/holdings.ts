/**
 * What the threads that take webhooks hold of one thing, in memory that they share: a limit is one limit, however many
 * threads there are. Each thread changes its own share and reads all.
 */
export interface Holding {
  /** What all threads hold together. */
  total(): number;
  /** Adds to this thread's share; a negative amount is given back. */
  add(amount: number): void;
}

export interface Holdings {
  /** Events on their way to the engine's answer, and the characters of their text. */
  readonly pendingEvents: Holding;
  readonly pendingCharacters: Holding;
  /** Bytes of bodies that are being read or worked on. */
  readonly bufferedBytes: Holding;
}

/** The most that fits a share: 2 GiB, or as many events. */
export const largestHolding = 2 ** 31 - 1;

/** So many threads take webhooks at most; each gives its requests numbers of its own by it. */
export const ingestThreads = 2;
/** Which of them the second one is; the first is 0. */
export const reliefThread = 1;

const kinds = 3;

export function createHoldingsMemory(): SharedArrayBuffer {
  return new SharedArrayBuffer(kinds * ingestThreads * Int32Array.BYTES_PER_ELEMENT);
}

/** The holdings as thread number `thread`, counted from 0, sees them. */
export function openHoldings(memory: SharedArrayBuffer, thread: number): Holdings {
  const shares = new Int32Array(memory);
  const holding = (kind: number): Holding => {
    const first = kind * ingestThreads;
    const others = Array.from({ length: ingestThreads }, (_, other) => first + other).filter(
      (index) => index !== first + thread,
    );
    let own = 0; // nobody else writes this thread's share
    return {
      total: () => others.reduce((total, index) => total + Atomics.load(shares, index), own),
      add(amount) {
        own += amount;
        Atomics.store(shares, first + thread, own);
      },
    };
  };
  return { pendingEvents: holding(0), pendingCharacters: holding(1), bufferedBytes: holding(2) };
}

/** Gives back what a thread held that is no more. */
export function clearHoldings(memory: SharedArrayBuffer, thread: number): void {
  const shares = new Int32Array(memory);
  for (let kind = 0; kind < kinds; kind++) Atomics.store(shares, kind * ingestThreads + thread, 0);
}
