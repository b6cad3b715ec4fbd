/**
 * Memory shared between a consumer's thread and the engine. The thread notes what it runs and that it is alive; the
 * engine can read both when the thread is gone or stuck, and so knows which deliveries were running when it died,
 * without a message for each start.
 */
export interface RunningSlots {
  /** Notes a delivery that starts; answers its slot. */
  begin(key: number): number;
  end(slot: number): void;
  /** The deliveries running now, or when the thread died. */
  running(): readonly number[];
  /** Says that the thread's event loop turns, at `milliseconds` of any clock that both sides share. */
  beat(milliseconds: number): void;
  lastBeat(): number;
}

/** Bytes to share for this many deliveries at once. */
export function runningSlotsBytes(concurrency: number): number {
  return (concurrency + 1) * Float64Array.BYTES_PER_ELEMENT;
}

export function createRunningSlots(shared: SharedArrayBuffer): RunningSlots {
  const cells = new Float64Array(shared); // cell 0 is the heartbeat; a delivery's key is never 0
  const free: number[] = [];
  for (let slot = cells.length - 1; slot >= 1; slot--) free.push(slot);
  return {
    begin(key) {
      const slot = free.pop();
      if (slot === undefined) throw new RangeError("more deliveries run than there are slots");
      cells[slot] = key;
      return slot;
    },
    end(slot) {
      cells[slot] = 0;
      free.push(slot);
    },
    running: () => [...cells.subarray(1)].filter((key) => key !== 0),
    beat(milliseconds) {
      cells[0] = milliseconds;
    },
    lastBeat: () => cells[0] ?? 0,
  };
}
