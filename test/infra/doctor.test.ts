import { readStage } from "@hookyard/aws/doctor/read-stage";
import { startAccount } from "@hookyard/aws/testing/stage-account";
import { beforeAll, describe, expect, test } from "vitest";
import { readStageResources, stageResourcesName } from "../../packages/aws/src/stage-resources.ts";
import { checkStage } from "../../packages/cli/src/doctor/stage/check-stage.ts";
import type { Deployed } from "./checks/check.ts";
import { deploy, secretsFor } from "./deploy.ts";
import { answersOfGraph } from "./doctor/answers-of-graph.ts";
import { everyOption } from "./fixture/every-option.ts";
import { consumerMistakes } from "./mistakes/consumers.ts";
import { functionMistakes } from "./mistakes/functions.ts";
import { permissionMistakes } from "./mistakes/permissions.ts";
import { reconcileMistakes } from "./mistakes/reconcile.ts";
import { stageMistakes } from "./mistakes/stage.ts";

/** What `doctor --stage` finds on a stage that was deployed from this graph. */
async function examine({ graph, router }: Deployed): Promise<readonly string[]> {
  const { stage } = graph.app;
  const variable = `SST_RESOURCE_${stageResourcesName}`;
  const account = await startAccount(answersOfGraph(graph), () => ({
    [variable]: JSON.stringify(graph.links[stageResourcesName]),
  }));
  try {
    const resources = readStageResources(account.env, stage);
    const now = (): Date => new Date("2026-05-01T12:00:00Z");
    const given = secretsFor(router);
    return checkStage({
      resources,
      state: await readStage({ resources, env: account.env, now }),
      router,
      secrets: (source) => given[resources.sources[source]?.secretName ?? ""]?.split(",") ?? [],
      registrations: new Map(),
      now: now(),
    }).map(({ code, what }) => `${code}: ${what}`);
  } finally {
    account.close();
  }
}

/** Of the deliberate mistakes, those that somebody can also make by hand in an account, and what doctor calls them. */
const seenByDoctor: Readonly<Record<string, string>> = {
  "a rule is forgotten": "resource_missing",
  "a pattern has a typo": "rule_different",
  "a rule is switched off": "rule_disabled",
  "a target loses its dead-letter queue": "target_dead_letter_queue_missing",
  "a target's dead letters are kept as long as SQS likes": "dead_letter_retention_short",
  "deliveries are hidden for a minute": "visibility_short",
  "a function has SST's 20 seconds": "function_timeout_short",
  "a dead-letter queue is dropped": "resource_missing",
  "a queue has no redrive": "redrive_missing",
  "dead letters are kept for four days": "dead_letter_retention_short",
  "the redrive comes before the last attempt": "redrive_early",
  "a batch fails whole": "partial_responses_off",
  "a mapping is switched off": "consumer_paused",
  "a consumer has no function": "resource_missing",
  "a source's secret does not reach the ingest": "secret_not_deployed",
  "the table never forgets": "expiry_off",
  "the table cannot be set back": "recovery_off",
  "the archive is dropped": "resource_missing",
  "dead letters set off nothing": "alarm_missing",
};
const mistakes = [...consumerMistakes, ...functionMistakes, ...permissionMistakes, ...stageMistakes].filter(
  ({ mistake }) => seenByDoctor[mistake] !== undefined,
);

describe("what infra/ deploys and what doctor wants are one", () => {
  let production: Deployed;
  let options: Deployed;
  beforeAll(async () => {
    [production, options] = await Promise.all([deploy({ stage: "production" }), deploy(everyOption)]);
  });

  test("doctor finds nothing on production as it is deployed", async () => {
    expect(await examine(production)).toEqual([]);
  });

  test("nor on a stage with every option", async () => {
    expect(await examine(options)).toEqual([]);
  });

  test.each([
    ["a gap sets off nothing", 'events of "stripe" that never arrived'],
    ["a schedule that has stopped sets off nothing", 'whether "stripe" is still compared with its provider'],
  ])("doctor finds it when %s", async (name, what) => {
    const made = reconcileMistakes.find(({ mistake }) => mistake === name);

    const findings = await examine(made?.make(options) ?? options);

    expect(findings).toEqual([`alarm_missing: no alarm watches ${what}`]);
  });

  test.each(mistakes)("doctor finds it when $mistake", async ({ mistake, make }) => {
    const findings = await examine(make(production));

    expect(findings.map((finding) => finding.split(":")[0])).toContain(seenByDoctor[mistake]);
  });

  test("each mistake that doctor should see is one of the list", () => {
    expect(mistakes.map(({ mistake }) => mistake).toSorted()).toEqual(Object.keys(seenByDoctor).toSorted());
  });
});
