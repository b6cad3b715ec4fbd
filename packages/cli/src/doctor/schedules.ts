import type { SourceDefinition } from "@hookyard/core";
import { silenceSeconds } from "@hookyard/core/router/reconcile-silence";
import type { Router } from "@hookyard/core/router/router";
import { apiKeyVariable } from "@hookyard/core/secret-variable";
import type { ScheduleProgress } from "@hookyard/register/reconcile/scheduled-run";
import { type Finding, findingsOf } from "./finding.ts";

const { error, warning } = findingsOf("provider");

export interface SchedulesInput {
  readonly router: Router;
  /** How far the schedule of a source has come; empty before its first run, `undefined` where it cannot be seen. */
  readonly progress: (source: string) => Promise<ScheduleProgress | undefined>;
  /** Whether there is something that should have run it. */
  readonly isRunning: boolean;
  readonly now: Date;
  /** What to do about a source that is not compared any more. */
  readonly fix: (source: string) => string;
}

/** The sources that are to be compared with their providers and for which there is no key, on this machine. */
export function checkScheduleKeys(
  router: Router,
  env: Readonly<Record<string, string | undefined>>,
): readonly Finding[] {
  return scheduled(router).flatMap(({ name }) => {
    const variable = apiKeyVariable(name);
    if ((env[variable] ?? "").trim() !== "") return [];
    return [
      error(
        "reconcile_key_missing",
        `"${name}" is to be compared with its provider on a schedule, and there is no key for the provider's API`,
        "what never arrives stays unseen",
        `set ${variable} (in .env, or the environment), or take reconcile out of the source`,
      ),
    ];
  });
}

/** The sources whose schedule has stopped: whoever ran it is gone, or fails each time. */
export async function checkSchedules(input: SchedulesInput): Promise<readonly Finding[]> {
  const findings = await Promise.all(scheduled(input.router).map((source) => checkSchedule(source, input)));
  return findings.flat();
}

async function checkSchedule(
  { name, reconcile }: SourceDefinition,
  { progress, isRunning, now, fix }: SchedulesInput,
): Promise<readonly Finding[]> {
  const reached = await progress(name);
  if (reached === undefined) return [];
  const until = comparedUntil(reached);
  if (until === undefined) {
    if (!isRunning) return [];
    return [
      warning(
        "reconcile_never_ran",
        `"${name}" has not been compared with its provider yet`,
        "what never arrived is unseen until its first run has come through",
        fix(name),
      ),
    ];
  }
  const seconds = (now.getTime() - Date.parse(until)) / 1000;
  if (reconcile === undefined || seconds <= silenceSeconds(reconcile)) return [];
  return [
    error(
      "reconcile_overdue",
      `"${name}" was last compared with its provider up to ${until}, and should be ${inTurns(reconcile.everySeconds)}`,
      "what never arrived since then stays unseen, and the provider forgets it in the end",
      fix(name),
    ),
  ];
}

/** The later of where the last whole run ended and where the one that was stopped is to end. */
function comparedUntil({ comparedUntil: whole, run }: ScheduleProgress): string | undefined {
  if (run === undefined) return whole;
  return whole === undefined || Date.parse(run.until) > Date.parse(whole) ? run.until : whole;
}

function inTurns(everySeconds: number): string {
  const hours = everySeconds / 3600;
  return hours >= 1 ? `every ${Math.round(hours * 10) / 10} hours` : `every ${everySeconds / 60} minutes`;
}

function scheduled({ sources }: Router): readonly SourceDefinition[] {
  return Object.values(sources).filter(({ reconcile }) => reconcile !== undefined);
}
