import { randomBytes } from "node:crypto";
import { createInterface } from "node:readline/promises";
import { waitFor } from "@hookyard/core/operator/wait";
import { loadEngine } from "./engine.ts";
import type { Io, Output } from "./io.ts";

/** The real world: this process, its terminal, its clock. The only file that knows them. */
export function createTerminal(): Io {
  const interrupt = createInterrupt();
  return {
    stdout: outputOf(process.stdout, interrupt.readerLeft),
    stderr: outputOf(process.stderr, interrupt.readerLeft),
    ...(process.stdin.isTTY && process.stdout.isTTY ? { ask } : {}),
    env: process.env,
    cwd: process.cwd(),
    now: () => new Date(),
    wait: waitFor,
    random: randomBytes,
    fetch: globalThis.fetch,
    stopSignal: interrupt.stopSignal,
    engine: loadEngine,
  };
}

const usualColumns = 80;

function outputOf(stream: NodeJS.WriteStream, readerLeft: () => void): Output {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    readerLeft();
  });
  return {
    write: (text) => void stream.write(text),
    isTTY: stream.isTTY === true,
    get columns() {
      return stream.columns ?? usualColumns;
    },
  };
}

async function ask(question: string, signal: AbortSignal): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  // While it reads a line the terminal is raw: Ctrl-C is a key here, and becomes the signal again.
  lines.on("SIGINT", () => process.kill(process.pid, "SIGINT"));
  try {
    return await lines.question(question, { signal });
  } catch {
    return ""; // stopped
  } finally {
    lines.close();
  }
}

interface Interrupt {
  readonly stopSignal: () => AbortSignal;
  /** Whoever read the output (`| head`) has gone: a command that can be stopped stops, any other is done. */
  readonly readerLeft: () => void;
}

function createInterrupt(): Interrupt {
  const stop = new AbortController();
  let isListening = false;
  const onSignal = (): void => {
    if (stop.signal.aborted) process.exit(1);
    stop.abort();
  };
  return {
    stopSignal() {
      if (!isListening) {
        process.on("SIGINT", onSignal);
        process.on("SIGTERM", onSignal);
        isListening = true;
      }
      return stop.signal;
    },
    readerLeft() {
      if (!isListening) process.exit(0);
      stop.abort();
    },
  };
}
