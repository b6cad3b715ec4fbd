import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Graph } from "../graph.ts";
import { root } from "../platform.ts";
import { bundleProgram, type Replacements } from "./bundle.ts";
import { startRpcServer } from "./rpc-server.ts";

export interface EvaluateOptions {
  readonly stage: string;
  /** The values that `sst secret set` was given, by name. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly replacements?: Replacements;
}

/**
 * What `sst deploy` would create for a stage. Throws with SST's or our own message when it would stop. Nothing is asked of
 * AWS, and no account is needed.
 */
export async function evaluateStage({ stage, secrets, replacements = {} }: EvaluateOptions): Promise<Graph> {
  const program = await bundleProgram(replacements);
  const work = await mkdtemp(join(tmpdir(), "hookyard-infra-"));
  const server = await startRpcServer(work);
  const result = join(work, "result.json");
  try {
    const printed = await runNode(program, {
      PATH: process.env["PATH"],
      HOME: work,
      SST_SERVER: server.url,
      HOOKYARD_TEST_STAGE: stage,
      HOOKYARD_TEST_RESULT: result,
      HOOKYARD_TEST_WORK: work,
      ...Object.fromEntries(Object.entries(secrets).map(([name, value]) => [`SST_SECRET_${name}`, value])),
    });
    const text = await readFile(result, "utf8").catch(() => {
      throw new Error(`evaluating sst.config.ts ended without a result:\n${printed}`);
    });
    const evaluated: Omit<Graph, "builds"> | { readonly failure: string } = JSON.parse(text);
    if ("failure" in evaluated) throw new Error(evaluated.failure);
    return { ...evaluated, builds: server.builds };
  } finally {
    await server.close();
    await rm(work, { recursive: true, force: true });
  }
}

/** Runs a program to its end. Resolves what it printed, whatever its exit code: its result file says how it went. */
function runNode(program: string, env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["--no-warnings", "--enable-source-maps", program], {
      cwd: root,
      env,
    });
    let printed = "";
    child.stdout.on("data", (chunk) => {
      printed += chunk;
    });
    child.stderr.on("data", (chunk) => {
      printed += chunk;
    });
    child.on("error", reject);
    child.on("close", () => resolve(printed));
  });
}
