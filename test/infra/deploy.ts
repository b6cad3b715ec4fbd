import type { Router } from "@hookyard/core";
import { secretName } from "../../infra/names.ts";
import { needsSecret } from "../../infra/secrets.ts";
import { type Settings, settingsOf } from "../../infra/settings.ts";
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
    secrets: secrets ?? secretsFor(used),
    replacements: {
      ...(router !== undefined && { "packages/functions/src/router.ts": router.file }),
      ...(settings !== undefined && { "infra/settings.ts": settings.file }),
    },
  });
  return { graph, router: used, settings: settings?.settings ?? settingsOf(stage) };
}

/** Two secrets for each source that takes any, that can be told wherever it turns up. */
export function secretsFor(router: Router): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.values(router.sources)
      .filter(needsSecret)
      .map(({ name }) => [secretName(name), `secret-of-${name},older-of-${name}`]),
  );
}
