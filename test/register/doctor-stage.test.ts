import { type StageAccount, startStageAccount } from "@hookyard/aws/testing/stage-account";
import { loadRouter } from "@hookyard/embedded";
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { examineStage } from "../../packages/cli/src/stage/examine-stage.ts";
import { loadAwsEngine } from "../../packages/cli/src/stage/stage-engine.ts";
import { createTestIo } from "../../packages/cli/src/testing/test-io.ts";
import { router } from "../../packages/functions/src/router.ts";
import { router as scheduled } from "./fixture/scheduled/router.ts";
import { routerFile } from "./world.ts";

const secrets = Object.fromEntries(
  Object.keys(router.sources).map((source) => [source, `whsec_of_${source}`]),
);
const consumer = "fulfil-order";
const queue = `AmazonSQS.GetQueueAttributes ${consumer}`;
const rule = `AWSEvents.DescribeRule ${consumer}`;
const targets = `AWSEvents.ListTargetsByRule ${consumer}`;
const alarms = "GraniteServiceVersion20100801.DescribeAlarms";
const refused = { __type: "AccessDeniedException", message: "not authorized" };

interface Report {
  readonly healthy: boolean;
  readonly findings: readonly { code: string; level: string; what: string; why: string; fix: string }[];
}

let account: StageAccount;
beforeEach(async () => {
  account = await startStageAccount(router, secrets);
});
afterEach(() => account.close());

async function examine(
  extra: Readonly<Record<string, string>> = {},
): Promise<Report & { readonly exitCode: number }> {
  const { run, out, err } = createTestIo({
    cwd: import.meta.dirname,
    engine: { loadRouter },
    aws: loadAwsEngine,
    stageEnvironment: async () => ({ ...account.env, ...extra }),
  });
  const exitCode = await run(
    "doctor",
    "--json",
    "--offline",
    "--stage",
    "production",
    "--router",
    routerFile,
  );
  for (const secret of Object.values(secrets)) expect(out() + err()).not.toContain(secret);
  return { ...(JSON.parse(out()) as Report), exitCode };
}

type Break = (account: StageAccount) => void;

const broken: readonly (readonly [code: string, break_: Break])[] = [
  ["visibility_short", (a) => a.changeQueue(consumer, { VisibilityTimeout: "269" })],
  ["retention_short", (a) => a.changeQueue(consumer, { MessageRetentionPeriod: "60" })],
  ["redrive_missing", (a) => a.changeQueue(consumer, { RedrivePolicy: undefined })],
  [
    "redrive_elsewhere",
    (a) =>
      a.changeQueue(consumer, { RedrivePolicy: '{"deadLetterTargetArn":"arn:other","maxReceiveCount":99}' }),
  ],
  [
    "redrive_early",
    (a) =>
      a.changeQueue(consumer, {
        RedrivePolicy: `{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:123456789012:${consumer}-dlq","maxReceiveCount":"8"}`,
      }),
  ],
  [
    "dead_letter_retention_short",
    (a) => a.changeQueue(`${consumer}-dlq`, { MessageRetentionPeriod: "345600" }),
  ],
  [
    "dead_letter_retention_short",
    (a) => a.changeQueue(`${consumer}-target`, { MessageRetentionPeriod: "345600" }),
  ],
  ["queue_policy_missing", (a) => a.changeQueue(consumer, { Policy: undefined })],
  [
    "queue_policy_missing",
    (a) =>
      a.changeQueue(`${consumer}-target`, {
        Policy:
          '{"Statement":{"Effect":"Allow","Principal":{"Service":"events.amazonaws.com"},"Action":"sqs:SendMessage","Condition":{"ArnEquals":{"aws:SourceArn":"arn:other"}}}}',
      }),
  ],
  ["resource_missing", (a) => a.answers.set(queue, undefined)],
  ["partial_responses_off", (a) => a.change(`mapping ${consumer}`, { FunctionResponseTypes: [] })],
  ["mapping_elsewhere", (a) => a.change(`mapping ${consumer}`, { EventSourceArn: "arn:other" })],
  ["resource_missing", (a) => a.answers.set(`mapping ${consumer}`, undefined)],
  ["function_failed", (a) => a.change(`function ${consumer}`, { LastUpdateStatus: "Failed" })],
  ["function_timeout_short", (a) => a.change(`function ${consumer}`, { Timeout: 3 })],
  ["function_stopped", (a) => a.change(`concurrency ${consumer}`, { ReservedConcurrentExecutions: 0 })],
  ["function_stopped", (a) => a.change("concurrency ingest", { ReservedConcurrentExecutions: 0 })],
  ["consumer_throttled", (a) => a.change(`concurrency ${consumer}`, { ReservedConcurrentExecutions: 3 })],
  ["rule_disabled", (a) => a.change(rule, { State: "DISABLED" })],
  ["target_missing", (a) => a.change(targets, { Targets: [] })],
  [
    "target_dead_letter_queue_missing",
    (a) => a.change(targets, { Targets: [{ Arn: `arn:aws:sqs:us-east-1:123456789012:${consumer}` }] }),
  ],
  ["resource_missing", (a) => a.answers.set("AWSEvents.DescribeEventBus bus", undefined)],
  ["archive_off", (a) => a.change("AWSEvents.DescribeArchive archive", { State: "DISABLED" })],
  ["archive_off", (a) => a.change("AWSEvents.DescribeArchive archive", { EventSourceArn: "arn:other" })],
  ["resource_missing", (a) => a.answers.set("AWSEvents.DescribeArchive archive", undefined)],
  [
    "recovery_off",
    (a) =>
      a.change("DynamoDB_20120810.DescribeContinuousBackups table", {
        ContinuousBackupsDescription: {
          PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: "DISABLED" },
        },
      }),
  ],
  ["resource_missing", (a) => a.answers.set("DynamoDB_20120810.DescribeTable table", undefined)],
  ["secret_not_deployed", (a) => a.change("function ingest:live", { Environment: { Variables: {} } })],
  ["alarm_missing", (a) => a.change(alarms, { MetricAlarms: [] })],
  ["alarm_silent", (a) => changeAlarms(a, { ActionsEnabled: false })],
  ["alarm_silent", (a) => changeAlarms(a, { AlarmActions: ["arn:other"] })],
  ["alarms_unheard", (a) => a.answers.set("sns", { members: [] })],
  ["alarms_unheard", (a) => a.answers.set("sns", { members: ["PendingConfirmation"] })],
  [
    "concurrency_starving",
    (a) =>
      a.answers.set("account", {
        AccountLimit: { ConcurrentExecutions: 10, UnreservedConcurrentExecutions: 10 },
      }),
  ],
];

const doubtful: readonly (readonly [code: string, break_: Break])[] = [
  ["rule_different", (a) => a.change(rule, { EventPattern: '{"detail":{}}' })],
  ["consumer_paused", (a) => a.change(`mapping ${consumer}`, { State: "Disabled" })],
  ["alarm_on", (a) => changeAlarms(a, { StateValue: "ALARM" })],
  [
    "expiry_off",
    (a) => a.change("DynamoDB_20120810.DescribeTimeToLive table", { TimeToLiveDescription: {} }),
  ],
  [
    "quota_near",
    (a) => a.change("GraniteServiceVersion20100801.GetMetricStatistics", { Datapoints: [{ Maximum: 801 }] }),
  ],
  [
    "quota_near",
    (a) =>
      a.change("ServiceQuotasV20190624.ListServiceQuotas events", {
        Quotas: [{ QuotaName: "Number of rules", Value: 6 }],
      }),
  ],
  ["resource_unseen", (a) => a.answers.set(alarms, refused)],
  ["resource_unseen", (a) => a.answers.set(rule, refused)],
  ["target_retries_short", shortenRetries],
];

function changeAlarms(changed: StageAccount, fields: object): void {
  const { MetricAlarms } = changed.answers.get(alarms) as { readonly MetricAlarms: readonly object[] }; // safe: as it was set
  changed.change(alarms, { MetricAlarms: MetricAlarms.map((alarm) => ({ ...alarm, ...fields })) });
}

function shortenRetries(changed: StageAccount): void {
  const given = changed.answers.get(targets) as { readonly Targets: readonly object[] }; // safe: as it was set
  const RetryPolicy = { MaximumEventAgeInSeconds: 60 };
  changed.change(targets, { Targets: given.Targets.map((target) => ({ ...target, RetryPolicy })) });
}

describe("doctor --stage", () => {
  test("finds nothing on a stage as infra/ deploys it", async () => {
    expect(await examine()).toEqual({ exitCode: 0, healthy: true, findings: [] });
  });

  test.each(broken)("finds %s on a stage that was broken so, and ends with 1", async (code, break_) => {
    break_(account);

    const { exitCode, findings } = await examine();

    const own = findings.filter((finding) => finding.code === code);
    expect(findings.map((finding) => finding.code)).toContain(code);
    expect(own.every(({ level, what, why, fix }) => level === "error" && what && why && fix)).toBe(true);
    expect(exitCode).toBe(1);
  });

  test.each(doubtful)("warns of %s, and ends with 0", async (code, break_) => {
    break_(account);

    const { exitCode, findings } = await examine();

    expect(findings.map((finding) => finding.code)).toContain(code);
    expect(findings.map(({ level }) => level)).not.toContain("error");
    expect(exitCode).toBe(0);
  });

  test("tells what AWS says where the engine itself cannot be asked", async () => {
    account.answers.set(queue, refused);

    const { exitCode, findings } = await examine();

    expect(findings.map(({ code }) => code)).toEqual(["aws_denied", "resource_unseen"]);
    expect(findings[0]?.what).toContain("not authorized");
    expect(exitCode).toBe(1);
  });

  test("finds a source whose secret is not set, and says how without the value in a command line", async () => {
    const { findings, exitCode } = await examine({ SST_RESOURCE_SecretOfstripe: "" });

    expect(exitCode).toBe(1);
    expect(findings.find(({ code }) => code === "secret_missing")?.fix).toBe(
      "npx hookyard register stripe --stage production, or by hand. Set it with: npx sst secret set SecretOfstripe --stage production, which asks for it",
    );
  });

  test("warns of an older secret that is accepted longer than its overlap", async () => {
    const registration = {
      retiring: [],
      overlaps: [{ secretDigest: "d", until: "2026-04-01T00:00:00.000Z" }],
    };
    account.answers.set("DynamoDB_20120810.GetItem table", {
      Item: { registration: { S: JSON.stringify(registration) } },
    });
    const older = JSON.stringify({ value: "whsec_of_stripe,whsec_of_stripe" });

    const { findings } = await examine({ SST_RESOURCE_SecretOfstripe: older });

    expect(findings.map(({ code }) => code)).toContain("secret_overlap_over");
  });

  test("changes nothing", async () => {
    await examine();

    expect(account.calls.length).toBeGreaterThan(30);
    expect(account.calls.filter((call) => /Put|Update|Delete|Create|Set|Send/.test(call))).toEqual([]);
  });
});

describe("the schedule of a source on a stage", () => {
  /** What doctor says of the schedule of `stripe`, which is compared every hour, at noon. */
  async function schedules(answer: object): Promise<readonly string[]> {
    const own = await startStageAccount(scheduled, {});
    onTestFinished(() => own.close());
    own.answers.set("DynamoDB_20120810.GetItem table", answer);
    const aws = await loadAwsEngine();
    const findings = await examineStage({
      aws,
      resources: aws.readStageResources(own.env, "production"),
      env: own.env,
      router: scheduled,
      secrets: () => [],
      now: () => new Date("2026-05-01T12:00:00Z"),
    });
    return findings
      .filter(({ code, what }) => code.startsWith("reconcile_") && what.startsWith('"stripe"'))
      .map(({ code }) => code);
  }
  const item = (comparedUntil: string): object => ({
    Item: { progress: { S: JSON.stringify({ comparedUntil }) }, version: { N: "7" } },
  });

  test.each([
    ["that ran an hour ago is no finding", item("2026-05-01T11:00:00.000Z"), []],
    ["that missed three turns is overdue", item("2026-05-01T08:00:00.000Z"), ["reconcile_overdue"]],
    ["that never ran is told", {}, ["reconcile_never_ran"]],
    ["that may not be looked at is not told wrongly", refused, []],
  ])("%s", async (_name, answer, codes) => {
    expect(await schedules(answer)).toEqual(codes);
  });
});
