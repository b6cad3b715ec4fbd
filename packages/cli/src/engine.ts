import type { Role } from "@hookyard/core/operator/audit";
import type { Finding } from "./doctor/finding.ts";
import type { StageConsole } from "./stage/stage-console.ts";

/** An engine as far as the command line uses it: the one on this machine, or a deployed stage. */
export interface Engine
  extends Pick<
    typeof import("@hookyard/embedded"),
    "loadRouter" | "openOperator" | "readSecrets" | "startHookyard"
  > {
  /** Runs handlers on letters in this terminal; absent on a stage: those of this machine run. */
  readonly runLettersHere?: typeof import("@hookyard/embedded").runLettersHere;
  /** Where secrets of registered endpoints are kept; absent where this version cannot store them. */
  readonly createRegistrationStore?: typeof import("@hookyard/embedded").createRegistrationStore;
  /** Where the engine takes webhooks, while it runs; and the router that it runs, where that is known. */
  readOwner(dataDirectory: string):
    | {
        readonly url: string;
        readonly routerFile?: string;
        readonly operatorUrl?: string;
        readonly operatorToken?: string;
      }
    | undefined;
  /** Absent on this machine. */
  readonly stage?: string;
  /** The deployed console; absent on this machine, where the owner has it. */
  console?(role: Role): StageConsole;
  /** What is wrong with what is deployed; absent on this machine. */
  examine?(): Promise<readonly Finding[]>;
  /** Brings new secrets to what runs; absent where it takes them up by itself. */
  readonly deployCommand?: string;
  /** What the secret of a source is called there; without it, it is a variable of the environment. */
  secretName?(source: string): string | undefined;
  /** How a source gets a secret there; without it, as on this machine. */
  secretAdvice?(source: string): string;
}

/** Loads the engine: not at the top, so that help and wrong usage are answered at once. */
export async function loadEngine(): Promise<Engine> {
  return import("@hookyard/embedded");
}
