import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** An instance of a function that streams, behind a Function URL. */
export interface StreamingLambda {
  /** Of the Function URL, without a slash at the end. */
  readonly url: string;
  /** Everything that it wrote to both outputs. */
  output(): string;
  stop(): Promise<void>;
}

export interface StreamingLambdaOptions {
  readonly env: Readonly<Record<string, string>>;
  /** How long an invocation may take. Default: as long as Lambda allows. */
  readonly timeoutMilliseconds?: number;
  /** Who signed every request, as IAM says it. Default: nobody is asked. */
  readonly caller?: string;
}

const runtime = fileURLToPath(new URL("./streaming-runtime.ts", import.meta.url));

/** Starts a process that has a bundle loaded, with nothing in its environment but what is given. */
export async function startStreamingLambda(
  file: string,
  { env, timeoutMilliseconds = 900_000, caller }: StreamingLambdaOptions,
): Promise<StreamingLambda> {
  const child = fork(
    runtime,
    [file, String(timeoutMilliseconds), ...(caller === undefined ? [] : [caller])],
    {
      env,
      execArgv: [],
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    },
  );
  let output = "";
  child.stdout?.on("data", (chunk) => void (output += String(chunk)));
  child.stderr?.on("data", (chunk) => void (output += String(chunk)));
  const ended = once(child, "close").then((): [undefined] => [undefined]);
  const [started] = (await Promise.race([once(child, "message"), ended])) as [
    { readonly url: string } | undefined,
  ]; // safe: what the runtime sends
  if (started === undefined) throw new Error(`the function did not start: ${output}`);
  return {
    url: started.url,
    output: () => output,
    async stop() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}
