import type { Router } from "@hookyard/core/router/router";
import type { ScheduleProgress } from "@hookyard/register/reconcile/scheduled-run";
import type { Finding } from "../doctor/finding.ts";
import { checkSchedules } from "../doctor/schedules.ts";
import { checkStage } from "../doctor/stage/check-stage.ts";
import type { AwsEngine } from "./stage-engine.ts";

export interface ExamineStageOptions {
  readonly aws: Pick<AwsEngine, "openRegistrations" | "openSchedules">;
  readonly resources: ReturnType<AwsEngine["readStageResources"]>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly router: Router | undefined;
  readonly secrets: (source: string) => readonly string[];
  readonly now: () => Date;
}

/** Looks at the deployed stage, and says what is wrong with it. */
export async function examineStage(options: ExamineStageOptions): Promise<readonly Finding[]> {
  const { aws, resources, env, router, secrets, now } = options;
  // Loaded here: no other command needs what it looks with.
  const { readStage } = await import("@hookyard/aws/doctor/read-stage");
  const table = aws.openRegistrations(resources, env);
  const [state, registrations] = await Promise.all([
    readStage({ resources, env, now }),
    Promise.all(
      // A table that cannot be read is a finding of its own.
      Object.keys(resources.sources).map(async (source) => {
        const registration = await table.read(source).catch(() => ({ overlaps: [] }));
        return [source, registration] as const;
      }),
    ),
  ]);
  return [
    ...checkStage({ resources, state, router, secrets, registrations: new Map(registrations), now: now() }),
    ...(await examineSchedules(options)),
  ];
}

async function examineSchedules({
  aws,
  resources,
  env,
  router,
  now,
}: ExamineStageOptions): Promise<readonly Finding[]> {
  if (router === undefined) return [];
  const { stage } = resources;
  const read = aws.openSchedules(resources, env);
  return checkSchedules({
    router,
    // safe: the schedule's function wrote it. A table that cannot be read is a finding of its own.
    progress: (source) => read(source).catch(() => undefined) as Promise<ScheduleProgress | undefined>,
    isRunning: true,
    now: now(),
    fix: (source) =>
      `see the log of its function and whether its schedule is on; by hand: npx hookyard reconcile ${source} --stage ${stage} --since 24h`,
  });
}
