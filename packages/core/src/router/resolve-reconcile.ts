import { readDuration } from "../duration.ts";
import type { ProviderRecord } from "../provider.ts";
import { didYouMean } from "./did-you-mean.ts";
import { unknownKeys } from "./name-problem.ts";
import type { ReconcilePlan } from "./reconcile-spec.ts";
import type { Source } from "./source.ts";

const keys = ["every", "since", "backfill"];
const leastEverySeconds = 300;
const daySeconds = 86_400;

/** Takes what is wrong: where, below the schedule, and what. */
type Report = (at: string, message: string) => void;

/** A source's schedule with its defaults; `undefined` when something is wrong, which was reported. */
export function resolveReconcile(
  spec: unknown,
  { provider, settings }: Pick<Source, "provider" | "settings">,
  report: Report,
): ReconcilePlan | undefined {
  const { record } = provider;
  if (record === undefined) {
    report(
      "",
      `is of no use: ${provider.name} has no list of what it sent that Hookyard can ask for; leave it out`,
    );
    return undefined;
  }
  if (typeof spec !== "object" || spec === null || Array.isArray(spec)) {
    report("", `is ${JSON.stringify(spec)}: write { every: "1 hour" }`);
    return undefined;
  }
  const isGiven = (name: string): boolean => (settings[name] ?? "") !== "";
  const wanted = record.settings;
  if (wanted !== undefined && !wanted.some(isGiven)) {
    const all = wanted.map((name) => JSON.stringify(name)).join(" or ");
    report(
      "",
      `does not say whose events ${provider.name} is asked for: give the source the setting ${all}, as settings: { ${wanted[0]}: "…" }`,
    );
  }
  for (const name of record.besides ?? []) {
    if (isGiven(name)) continue;
    report(
      "",
      `needs the setting "${name}" of the source, without which ${provider.name} cannot be asked: settings: { ${name}: "…" }`,
    );
  }
  for (const key of unknownKeys(spec, keys))
    report("", `has ${JSON.stringify(key)}, which is no option of it.${didYouMean(key, keys)}`);
  const given: { readonly every?: unknown; readonly since?: unknown; readonly backfill?: unknown } = spec;
  const every = readEvery(given.every, record, provider.name, report);
  const since = given.since === undefined ? undefined : readSeconds(given.since, ".since", report);
  const backfill = readBackfill(given.backfill, record, provider.name, report);
  if (every === undefined || (given.since !== undefined && since === undefined)) return undefined;
  const reach = record.days * daySeconds;
  if (since !== undefined && (since < every || since > reach)) {
    report(
      ".since",
      `is ${JSON.stringify(given.since)}: write at least what "every" says, so that nothing lies between two runs, and at most "${record.days} days", which is what ${provider.name} remembers`,
    );
    return undefined;
  }
  return { everySeconds: every, sinceSeconds: since ?? every * 2, backfill };
}

function readEvery(
  value: unknown,
  { days }: ProviderRecord,
  name: string,
  report: Report,
): number | undefined {
  if (value === undefined) {
    report(".every", 'is missing: write how often, as "1 hour"');
    return undefined;
  }
  const seconds = readSeconds(value, ".every", report);
  if (seconds === undefined) return undefined;
  const most = (days * daySeconds) / 2;
  if (seconds % 60 === 0 && seconds >= leastEverySeconds && seconds <= most) return seconds;
  report(
    ".every",
    `is ${JSON.stringify(value)}: write whole minutes, from "5 minutes" to "${most / 3600} hours", since ${name} remembers ${days} days`,
  );
  return undefined;
}

function readSeconds(value: unknown, at: string, report: Report): number | undefined {
  const read = readDuration(value);
  if ("seconds" in read) return read.seconds;
  report(at, read.problem);
  return undefined;
}

function readBackfill(value: unknown, record: ProviderRecord, name: string, report: Report): boolean {
  if (value === undefined || value === false) return false;
  if (value !== true) report(".backfill", `is ${JSON.stringify(value)}: write true or false`);
  else if (!record.hasPayloads) {
    report(
      ".backfill",
      `is of no use: ${name} tells what happened and not what it sent, so there is a gap to see and nothing to bring in; leave it out`,
    );
  }
  return value === true;
}
