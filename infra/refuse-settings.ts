import type { Settings } from "./settings.ts";

/** Throws one error with everything that is wrong with a stage's settings: the field, its value, and what to write. */
export function refuseWrongSettings(settings: Settings, stage: string): void {
  const problems = [...problemsOf(settings)];
  if (problems.length === 0) return;
  const list = problems.map((problem) => `\n  - ${problem}`).join("");
  throw new Error(`infra/settings.ts has wrong settings for the stage "${stage}":${list}`);
}

function* problemsOf(settings: Settings): Iterable<string> {
  const { domain, firewall, provisionedConcurrency, reservedConcurrency, alarmEmail, quotas } = settings;
  if (domain !== undefined && !/^([a-z0-9-]+\.)+[a-z]{2,}$/.test(domain)) {
    yield `domain is "${domain}": write the bare name, "hooks.example.com"`;
  }
  if (alarmEmail !== undefined && !/^[^\s@]+@[^\s@]+$/.test(alarmEmail)) {
    yield `alarmEmail is "${alarmEmail}": write an address, "on-call@example.com"`;
  }
  // https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based-high-level-settings.html
  yield* notWithin("firewall.requestsPerFiveMinutes", firewall?.requestsPerFiveMinutes, 10, 2_000_000_000);
  yield* notWithin("provisionedConcurrency", provisionedConcurrency, 1, 100_000);
  yield* notWithin("reservedConcurrency", reservedConcurrency, 1, 100_000);
  yield* notWithin("console.concurrency", settings.console?.concurrency, 2, 100_000);
  if ((provisionedConcurrency ?? 0) > (reservedConcurrency ?? Number.POSITIVE_INFINITY)) {
    yield `provisionedConcurrency is ${provisionedConcurrency}, more than reservedConcurrency (${reservedConcurrency}): raise that, or leave it out`;
  }
  // More than ten would have to be waited for: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
  yield* notWithin("batchSize", settings.batchSize, 1, 10);
  yield* notWithin("archiveDays", settings.archiveDays, 1, 3650);
  yield* notWithin("quotas.patternCharacters", quotas.patternCharacters, 2048, 4096);
  yield* notWithin("quotas.rulesPerBus", quotas.rulesPerBus, 1, 2000);
  for (const name of Object.keys(settings.consumerEnvironment)) {
    if (/^(AWS|SST|HOOKYARD)_|^LAMBDA_/.test(name)) {
      yield `consumerEnvironment.${name} is not yours to set: Lambda, SST or Hookyard does; choose another name`;
    }
  }
}

function* notWithin(field: string, value: number | undefined, least: number, most: number): Iterable<string> {
  if (value === undefined || (Number.isInteger(value) && value >= least && value <= most)) return;
  yield `${field} is ${value}: write a whole number from ${least} to ${most}`;
}
