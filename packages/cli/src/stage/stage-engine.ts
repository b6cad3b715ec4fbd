import { ConfigError } from "@hookyard/core/errors";
import { auditedOperator } from "@hookyard/core/operator/audited-operator";
import { secretDigest } from "@hookyard/register/registration/registration";
import type { Engine } from "../engine.ts";
import { CommandFailure, UsageError } from "../failure.ts";
import type { Io } from "../io.ts";
import { findRouter, hasRouter } from "../router-file.ts";
import { examineStage } from "./examine-stage.ts";
import { readStageConsole } from "./stage-console.ts";
import { createStageRegistrations } from "./stage-registrations.ts";

/** The AWS engine as far as the command line uses it. */
export type AwsEngine = Pick<
  typeof import("@hookyard/aws/open-stage"),
  "openRegistrations" | "openSchedules" | "openStage" | "readStageResources" | "readStageSecrets"
>;

/** Loads it: not at the top, so that what speaks to this machine does without the AWS SDK. */
export async function loadAwsEngine(): Promise<AwsEngine> {
  return import("@hookyard/aws/open-stage");
}

/**
 * A world whose engine is a deployed stage: a command that was written for the engine on this machine speaks to the
 * stage with it.
 */
export function onStage(io: Io, stage: string): Io {
  let engine: Promise<Engine> | undefined;
  return {
    ...io,
    engine: () => {
      engine ??= stageEngine(io, stage);
      return engine;
    },
  };
}

async function stageEngine(io: Io, stage: string): Promise<Engine> {
  const env = await io.stageEnvironment(stage);
  const [{ loadRouter }, aws] = await Promise.all([io.engine(), io.aws()]);
  const resources = read(() => aws.readStageResources(env, stage));
  const router = hasRouter(io.cwd) ? await loadRouter(findRouter(io.cwd, undefined)) : undefined;
  const secrets = aws.readStageSecrets(env, resources);
  return {
    loadRouter,
    readOwner: () => ({ url: resources.url }),
    readSecrets: () => secrets,
    secretAdvice: (source) =>
      `Set it with: npx sst secret set ${resources.sources[source]?.secretName ?? source} --stage ${stage}, which asks for it`,
    async openOperator() {
      const operator = aws.openStage({
        resources,
        env,
        secrets,
        now: io.now,
        ...(router !== undefined && { router }),
      });
      const audited = auditedOperator(operator, operator.audit, { name: nameOf(io.env), role: "operator" });
      return { operator: audited, mode: "running", url: resources.url };
    },
    stage,
    console: (role) => readStageConsole(env, stage, role),
    deployCommand: `npx sst deploy --stage ${stage}`,
    secretName: (source) => resources.sources[source]?.secretName,
    createRegistrationStore: () =>
      createStageRegistrations({
        table: aws.openRegistrations(resources, env),
        secrets: secrets.verify,
        digest: secretDigest,
        setSecret: (source, value) => {
          const name = resources.sources[source]?.secretName;
          if (name === undefined)
            throw new UsageError(
              `The stage ${JSON.stringify(stage)} was deployed without the source "${source}". Deploy it first: npx sst deploy --stage ${stage}`,
            );
          return io.setStageSecret({ stage, name, value });
        },
        now: io.now,
      }),
    examine: () => examineStage({ aws, resources, env, router, secrets: secrets.verify, now: io.now }),
    startHookyard: () => {
      throw new UsageError("Hookyard is started on this machine only. Leave out --stage.");
    },
  };
}

/** Who acts, in the stage's audit trail: many may. */
function nameOf({ USER: user = "" }: Io["env"]): string {
  return user === "" ? "command line" : `command line (${user})`;
}

function read<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof ConfigError) throw new CommandFailure("stage_not_deployed", sentence(error.message));
    throw error;
  }
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
