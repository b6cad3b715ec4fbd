import { createMemoryOperator, type MemoryOperatorState } from "@hookyard/core/operator/memory-operator";
import type { Operator } from "@hookyard/core/operator/operator";
import type { Engine } from "../engine.ts";
import type { ExitCode } from "../failure.ts";
import type { Io } from "../io.ts";
import { run } from "../run.ts";

/** A world for one command: nothing of it is the process's own. */
export interface TestIo {
  readonly io: Io;
  readonly state: MemoryOperatorState;
  /** What was written so far. */
  readonly out: () => string;
  readonly err: () => string;
  /** Milliseconds that commands waited, in order. */
  readonly waits: readonly number[];
  /** Ctrl-C. */
  readonly stop: () => void;
  readonly run: (...argv: string[]) => Promise<ExitCode>;
}

export interface TestIoOptions extends Partial<Omit<Io, "stdout" | "stderr" | "engine">> {
  readonly records?: Partial<MemoryOperatorState>;
  readonly mode?: "running" | "stopped";
  readonly isTTY?: boolean;
  /** Laid over the operator in memory. */
  readonly operator?: Partial<Operator>;
  readonly engine?: Partial<Engine>;
}

/** The moment that the test's clock starts at. It goes on only while commands wait. */
export const testStart = "2026-05-01T12:00:00.000Z";

/** A world with an operator in memory behind it, a clock that moves when somebody waits, and nobody at the keyboard. */
export function createTestIo(options: TestIoOptions = {}): TestIo {
  const { records, mode = "running", isTTY = false, operator: changes = {}, engine = {}, ...io } = options;
  const { operator, state } = createMemoryOperator(records);
  const written = { out: "", err: "" };
  const waits: number[] = [];
  const stop = new AbortController();
  let time = Date.parse(testStart);

  const world: Io = {
    stdout: { write: (text) => void (written.out += text), isTTY, columns: 120 },
    stderr: { write: (text) => void (written.err += text), isTTY, columns: 120 },
    env: { NO_COLOR: "1" },
    cwd: "/nowhere",
    now: () => new Date(time),
    wait: async (milliseconds) => {
      waits.push(milliseconds);
      time += Math.max(0, milliseconds);
    },
    random: (size) => new Uint8Array(size).fill(7),
    fetch: () => Promise.reject(new TypeError("no network in tests")),
    stopSignal: () => stop.signal,
    engine: async () => ({
      startHookyard: missing("startHookyard"),
      loadRouter: missing("loadRouter"),
      readSecrets: missing("readSecrets"),
      readOwner: () => undefined,
      openOperator: async () => ({ operator: { ...operator, ...changes }, mode }),
      ...engine,
    }),
    stageEnvironment: missing("stageEnvironment"),
    setStageSecret: missing("setStageSecret"),
    aws: missing("aws"),
    ...io,
  };
  return {
    io: world,
    state,
    out: () => written.out,
    err: () => written.err,
    waits,
    stop: () => stop.abort(),
    run: (...argv) => run(argv, world),
  };
}

function missing(name: string): () => never {
  return () => {
    throw new Error(`this test gives no ${name}`);
  };
}
