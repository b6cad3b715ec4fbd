import type { Wait } from "@hookyard/core/operator/wait";
import type { Machine } from "./doctor/machine.ts";
import type { Engine } from "./engine.ts";
import type { AwsEngine } from "./stage/stage-engine.ts";

/** Where text goes. */
export interface Output {
  write(text: string): void;
  /** Whether a person looks at it: colours, progress bars and questions are for them. */
  readonly isTTY: boolean;
  /** Characters on a line, as of now. */
  readonly columns: number;
}

/** All that a command has of the world around it. */
export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  /** Asks the person at the keyboard and resolves the line they type. Absent when nobody is there to ask. */
  readonly ask?: (question: string, signal: AbortSignal) => Promise<string>;
  /** The same for a key: what is typed is not shown. */
  readonly askHidden?: (question: string, signal: AbortSignal) => Promise<string>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The directory that relative paths start from. */
  readonly cwd: string;
  readonly now: () => Date;
  readonly wait: Wait;
  readonly random: (size: number) => Uint8Array;
  readonly fetch: typeof fetch;
  /**
   * From the first call on, Ctrl-C and SIGTERM abort this signal once and end the process the second time. A command
   * that never asks for it is ended by the first.
   */
  readonly stopSignal: () => AbortSignal;
  /** The machine as `doctor` sees it. Absent: this one. */
  readonly machine?: Machine;
  /** The engine on this machine, loaded when a command needs it. */
  readonly engine: () => Promise<Engine>;
  /** What `sst shell` gives a process on a deployed stage: its resources and the credentials to reach them. */
  readonly stageEnvironment: (stage: string) => Promise<Readonly<Record<string, string | undefined>>>;
  /** Sets a secret of a deployed stage, which no process's arguments and no output show. */
  readonly setStageSecret: (secret: {
    readonly stage: string;
    readonly name: string;
    readonly value: string;
  }) => Promise<void>;
  /** The AWS engine, loaded when a command speaks to a deployed stage. */
  readonly aws: () => Promise<AwsEngine>;
}
