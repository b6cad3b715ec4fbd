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
/** So many are read at once: more, and the engine has nothing to do meanwhile, nor this thread while the engine writes. */
const mostTogether = 32;

const eventLoop: TurnClock = {
  soon: (then) => void setImmediate(then),
  after: (then, milliseconds) => void setTimeout(then, milliseconds),
};

/**
 * Has requests be read in turns: `turn()` settles for all that came together. One that comes alone waits for nothing; in
 * a stream, a millisecond's worth goes together, or 32. Taking a request from its connection, reading it, storing it: each is
 * a long way through code and memory of its own, and done for one request after the other they push each other out of
 * the processor's cache. What is read together is also synced together.
 */
export function createTurns({ soon, after }: TurnClock = eventLoop): () => Promise<void> {
  let current: { readonly over: Promise<void>; readonly end: () => void } | undefined;
  let size = 0;
  let last = 0;
  const begin = () => {
    const { promise: over, resolve } = Promise.withResolvers<void>();
    const turn = {
      over,
      end(): void {
        if (current !== turn) return; // it was full before its time
        current = undefined;
        last = size;
        size = 0;
        resolve();
      },
    };
    if (last < streamFrom) soon(turn.end);
    else after(turn.end, gatherMilliseconds);
    return turn;
  };
  return () => {
    size += 1;
    const turn = (current ??= begin());
    if (size >= mostTogether) turn.end();
    return turn.over;
  };
}
