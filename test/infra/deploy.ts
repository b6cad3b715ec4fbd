import type { Router } from "@hookyard/core";
import { apiKeyName, secretName } from "../../infra/names.ts";
import { needsSecret } from "../../infra/secrets.ts";
import { type Settings, settingsOf } from "../../infra/settings.ts";
import { consoleSecrets } from "../../packages/functions/src/console-secrets.ts";
import { router as teamRouter } from "../../packages/functions/src/router.ts";
import type { Deployed } from "./checks/check.ts";
import { evaluateStage } from "./evaluation/evaluate.ts";

export interface DeployOptions {
  readonly stage: string;
  /** Another router than the team's: what it is, and the file that `infra/` reads in place of the team's. */
  readonly router?: { readonly router: Router; readonly file: string };
  /** Other settings, likewise. */
  readonly settings?: { readonly settings: Settings; readonly file: string };
  /** Default: one for each source. */
  readonly secrets?: Readonly<Record<string, string>>;
}

/** What would be deployed to a stage, ready to be looked at by checks. */
export async function deploy({ stage, router, settings, secrets }: DeployOptions): Promise<Deployed> {
  const used = router?.router ?? teamRouter;
  const graph = await evaluateStage({
    stage,
    secrets: secrets ?? { ...secretsFor(used), ...consoleKeys },
    replacements: {
      ...(router !== undefined && { "packages/functions/src/router.ts": router.file }),
      ...(settings !== undefined && { "infra/settings.ts": settings.file }),
    },
  });
  return { graph, router: used, settings: settings?.settings ?? settingsOf(stage) };
}

/** Keys of the console that can be told wherever they turn up. */
export const consoleKeys: Readonly<Record<string, string>> = {
  [consoleSecrets.operator]: "console-operator-0123456789abcdef",
  [consoleSecrets.viewer]: "console-viewer-0123456789abcdef-x",
};

/** Two secrets for each source that takes any, and the keys of schedules, that can be told wherever they turn up. */
export function secretsFor(router: Router): Readonly<Record<string, string>> {
  const sources = Object.values(router.sources);
  const scheduled = sources.filter(({ reconcile }) => reconcile !== undefined);
  return Object.fromEntries([
    ...sources
      .filter(needsSecret)
      .map(({ name }) => [secretName(name), `secret-of-${name},older-of-${name}`]),
    ...scheduled.map(({ name }) => [apiKeyName(name), `key-of-${name}`]),
  ]);
}
