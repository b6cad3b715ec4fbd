/** Things to undo, last first, whichever way the work ends. */
export interface Scope {
  /** Remembers how to undo something. Run once, at `close`. */
  readonly defer: (undo: () => void | Promise<void>) => void;
  /** Undoes everything. Goes on when one fails, and throws the first failure at the end. */
  readonly close: () => Promise<void>;
}

export function createScope(): Scope {
  const undos: (() => void | Promise<void>)[] = [];
  return {
    defer: (undo) => {
      undos.push(undo);
    },
    close: async () => {
      const failures: unknown[] = [];
      for (let undo = undos.pop(); undo !== undefined; undo = undos.pop()) {
        try {
          await undo();
        } catch (error) {
          failures.push(error);
        }
      }
      if (failures.length > 0) throw failures[0];
    },
  };
}

/** Closes it when somebody interrupts, and ends the process; until it is closed otherwise. */
export function closeWhenInterrupted(scope: Scope): void {
  const end = (): void => void scope.close().finally(() => process.exit(130));
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, end);
  scope.defer(() => void process.off("SIGINT", end).off("SIGTERM", end));
}
