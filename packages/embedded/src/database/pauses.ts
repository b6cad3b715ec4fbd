import type { DatabaseSync } from "node:sqlite";

/** Which consumers an operator has told to stand still; inside the caller's transaction. */
export interface Pauses {
  /** False when there is no such consumer. Pausing one that is paused keeps the first time. */
  pause(consumer: string, now: number): boolean;
  /** False when there is no such consumer. */
  resume(consumer: string): boolean;
  isPaused(consumerNumber: number): boolean;
}

export function createPauses(database: DatabaseSync): Pauses {
  const setPaused = database.prepare("UPDATE consumers SET paused = coalesce(paused, ?) WHERE name = ?");
  const clear = database.prepare("UPDATE consumers SET paused = NULL WHERE name = ?");
  const find = database.prepare("SELECT paused FROM consumers WHERE number = ?");
  return {
    pause: (consumer, now) => setPaused.run(now, consumer).changes === 1,
    resume: (consumer) => clear.run(consumer).changes === 1,
    isPaused: (number) => typeof find.get(number)?.["paused"] === "number",
  };
}
