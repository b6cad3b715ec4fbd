import type { DatabaseSync } from "node:sqlite";
import { createQuestions, type Reader } from "./reader.ts";

/** A reader in the caller's thread: for the command line, when no process runs. */
export function createDirectReader(database: DatabaseSync, now: () => number): Reader {
  const questions = createQuestions(database, now);
  return {
    async ask(name, ...values) {
      const ask = questions[name] as (...given: readonly unknown[]) => unknown; // safe: `ask` typed them by name
      return ask(...values) as never; // safe: what the question of this name answers
    },
    close: async () => undefined,
  };
}
