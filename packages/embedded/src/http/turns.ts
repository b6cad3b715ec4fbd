/** When what has come is done: told a callback, and calls it back once. */
export interface TurnClock {
  /** When the turn of the event loop has taken what is there. */
  readonly soon: (then: () => void) => void;
  readonly after: (then: () => void, milliseconds: number) => void;
}

/** From so many in one turn on they come in a stream, and the next are waited for. */
const streamFrom = 6;
/** Longer, and a pool of few connections would stand still while its requests wait. */
const gatherMilliseconds = 1;

const eventLoop: TurnClock = {
  soon: (then) => void setImmediate(then),
  after: (then, milliseconds) => void setTimeout(then, milliseconds),
};

/**
 * Has requests be read in turns: `turn()` settles for all that came together. One that comes alone waits for nothing; in
 * a stream, a millisecond's worth goes together. Taking a request from its connection, reading it, storing it: each is
 * a long way through code and memory of its own, and done for one request after the other they push each other out of
 * the processor's cache. What is read together is also synced together.
 */
export function createTurns({ soon, after }: TurnClock = eventLoop): () => Promise<void> {
  let current: Promise<void> | undefined;
  let size = 0;
  let last = 0;
  return () => {
    size += 1;
    current ??= new Promise((resolve) => {
      const end = (): void => {
        current = undefined;
        last = size;
        size = 0;
        resolve();
      };
      if (last < streamFrom) soon(end);
      else after(end, gatherMilliseconds);
    });
    return current;
  };
}
