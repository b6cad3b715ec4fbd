import { randomBytes } from "node:crypto";
import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { waitFor } from "@hookyard/core/operator/wait";
import { loadEngine } from "./engine.ts";
import { createInterrupt } from "./interrupt.ts";
import type { Io, Output } from "./io.ts";
import { setStageSecret } from "./stage/set-stage-secret.ts";
import { sstShellEnvironment } from "./stage/sst-shell.ts";
import { loadAwsEngine } from "./stage/stage-engine.ts";

/** The real world: this process, its terminal, its clock. The only file that knows them. */
export function createTerminal(): Io {
  const stop = listenForStop();
  return {
    stdout: outputOf(process.stdout, stop.readerLeft),
    stderr: outputOf(process.stderr, stop.readerLeft),
    ...(process.stdin.isTTY && process.stdout.isTTY ? { ask, askHidden } : {}),
    env: process.env,
    cwd: process.cwd(),
    now: () => new Date(),
    wait: waitFor,
    random: randomBytes,
    fetch: globalThis.fetch,
    stopSignal: stop.stopSignal,
    engine: loadEngine,
    stageEnvironment: (stage) =>
      sstShellEnvironment({
        stage,
        cwd: process.cwd(),
        env: process.env,
        nonce: randomBytes(16).toString("hex"),
      }),
    setStageSecret: (secret) => setStageSecret({ ...secret, cwd: process.cwd(), env: process.env }),
    aws: loadAwsEngine,
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
      return stream.columns || usualColumns; // 0 is a terminal that does not know
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

async function askHidden(question: string, signal: AbortSignal): Promise<string> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  // From here on the terminal is raw and shows nothing by itself: only then is it asked.
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true, historySize: 0 });
  process.stdout.write(question);
  lines.on("SIGINT", () => process.kill(process.pid, "SIGINT"));
  try {
    return await lines.question("", { signal });
  } catch {
    return ""; // stopped
  } finally {
    lines.close();
    process.stdout.write("\n");
  }
}

interface StopRequests {
  readonly stopSignal: () => AbortSignal;
  /** Whoever read the output (`| head`) has gone: a command that can be stopped stops, any other is done. */
  readonly readerLeft: () => void;
}

function listenForStop(): StopRequests {
  const interrupt = createInterrupt({ now: () => performance.now(), endNow: () => process.exit(1) });
  let isListening = false;
  return {
    stopSignal() {
      if (!isListening) {
        process.on("SIGINT", interrupt.request);
        process.on("SIGTERM", interrupt.request);
        isListening = true;
      }
      return interrupt.signal;
    },
    readerLeft() {
      if (!isListening) process.exit(0);
      if (!interrupt.signal.aborted) interrupt.request();
    },
  };
}
