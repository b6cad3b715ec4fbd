import { randomBytes } from "node:crypto";
import { createInterface } from "node:readline/promises";
import { waitFor } from "@hookyard/core/operator/wait";
import { loadEngine } from "./engine.ts";
import type { Io, Output } from "./io.ts";

/** The real world: this process, its terminal, its clock. The only file that knows them. */
export function createTerminal(): Io {
  return {
    stdout: outputOf(process.stdout),
    stderr: outputOf(process.stderr),
    ...(process.stdin.isTTY && process.stdout.isTTY ? { ask } : {}),
    env: process.env,
    cwd: process.cwd(),
    now: () => new Date(),
    wait: waitFor,
    random: randomBytes,
    fetch: globalThis.fetch,
    stopSignal: createStopSignal(),
    engine: loadEngine,
  };
}

const usualColumns = 80;

function outputOf(stream: NodeJS.WriteStream): Output {
  // A reader that has gone (`| head`) is no failure: nobody wants the rest.
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    throw error;
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
  try {
    return await lines.question(question, { signal });
  } catch {
    return ""; // stopped, or the input ended
  } finally {
    lines.close();
  }
}

function createStopSignal(): Io["stopSignal"] {
  const stop = new AbortController();
  let isListening = false;
  const onSignal = (): void => {
    if (stop.signal.aborted) process.exit(1);
    stop.abort();
  };
  return () => {
    if (!isListening) {
      process.on("SIGINT", onSignal);
      process.on("SIGTERM", onSignal);
      isListening = true;
    }
    return stop.signal;
  };
}
