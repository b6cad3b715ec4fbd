import { join } from "node:path";
import { openStage, readStageResources, readStageSecrets } from "@hookyard/aws/open-stage";
import { createStartFunction } from "@hookyard/aws/start-function";
import { createConsole } from "@hookyard/console";
import { readPage } from "@hookyard/console/server/built-page";
import type { Router } from "@hookyard/core";
import { waitFor } from "@hookyard/core/operator/wait";
import { readConsoleDeployment, type Variables } from "../deployment.ts";
import type { ConsoleFunctionOptions } from "./console-function.ts";
import { createJobRunner, type JobInvocation } from "./console-jobs.ts";
import { readConsoleKeys } from "./console-keys.ts";
import { createFunctionTelemetry } from "./function-telemetry.ts";
import { readLinkedResources } from "./linked-resources.ts";
import type { Telemetry } from "./telemetry.ts";

export type DeployedConsole = Pick<ConsoleFunctionOptions, "fetch" | "runJob" | "telemetry">;

/** A look for new events asks the table once for each of its shards: once a second is live enough. */
const leastWaitMilliseconds = 1_000;

/** The console with all that it needs of AWS. Throws `ConfigError` when its environment, or what is linked to it, is incomplete. */
export function createDeployedConsole(router: Router, variables: Variables): DeployedConsole {
  const deployment = readConsoleDeployment(variables);
  const telemetry = createFunctionTelemetry("console", deployment, variables);
  const linked = readLinkedResources(variables);
  const resources = readStageResources(linked, deployment.stage);
  const start = createStartFunction(deployment.region, variables);
  const handOver = (id: string): Promise<void> =>
    start(deployment.functionName, { hookyardJob: id } satisfies JobInvocation);
  const shared = {
    resources,
    env: variables,
    secrets: readStageSecrets(linked, resources),
    router,
    now: () => new Date(),
  };
  const operator = openStage({ ...shared, onRunnable: handOver });
  const { fetch } = createConsole({
    operator,
    audit: operator.audit,
    keys: readConsoleKeys(linked),
    router,
    now: shared.now,
    onError: (error) => tell(telemetry, error),
    isLocal: false,
    bundle: () => readPage(join(deployment.taskRoot, deployment.consolePage)),
    wait: (milliseconds, signal) => waitFor(Math.max(milliseconds, leastWaitMilliseconds), signal),
  });
  return {
    fetch: (request, env) => fetch(request, env),
    runJob: createJobRunner({ open: () => openStage(shared), handOver, wait: waitFor, telemetry }),
    telemetry,
  };
}

/** Its name and no more: what AWS and a handler say may quote what they were given. */
function tell(telemetry: Telemetry, error: unknown): void {
  telemetry.log("error", "the console failed", { error: error instanceof Error ? error.name : "unknown" });
}
