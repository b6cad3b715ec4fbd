import { defineRouter, source } from "@hookyard/core";
import { busEntry, idOf } from "@hookyard/core/port/contract-harness";
import { github } from "@hookyard/core/provider/github";
import { stripe } from "@hookyard/core/provider/stripe";
import { http } from "msw/http";
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { createDeliveryTable } from "../deliveries/delivery-table.ts";
import { createFetchWhole } from "../deliveries/fetch-whole.ts";
import { createSqsDeliveries } from "../deliveries/sqs-deliveries.ts";
import { openStage, type StageOperator } from "../open-stage.ts";
import { createRefusedStore } from "../refused/refused-store.ts";
import { createRegistrationTable } from "../registration.ts";
import { readStageSecrets } from "../stage-secrets.ts";
import { wire } from "../testing/aws-world.ts";
import { busOfWorld } from "../testing/bus-of-world.ts";
import { createStageWorld, type StageWorld } from "../testing/stage-world.ts";

const router = defineRouter({
  sources: { stripe: source(stripe), github: source(github) },
  consumers: { "fulfil-order": { on: ["payment.succeeded"] } },
});

let world: StageWorld;
let operator: StageOperator;
beforeEach(async () => {
  world = await createStageWorld(router, { secrets: { stripe: "whsec_new" } });
  const { resources, env, aws } = world;
  const secrets = readStageSecrets(env, resources);
  operator = openStage({ resources, env, router, secrets, now: () => new Date(aws.now()) });
});
afterEach(async () => {
  await operator.close();
  await world.close();
});

function deliveriesOfWorld() {
  const { dynamodb, table, sqs, consumers, now } = world.aws;
  return createSqsDeliveries({
    sqs,
    table: createDeliveryTable({ dynamodb, table, retentionSeconds: 86_400, now }),
    queues: (name) => consumers[name],
    fetchWhole: createFetchWhole(busOfWorld(world.aws).bodies),
    version: "3",
    waitSeconds: 0,
    now,
  });
}

async function forge(): Promise<string> {
  const { dynamodb, table, now } = world.aws;
  const id = await createRefusedStore({ dynamodb, table }).keep({
    source: "stripe",
    code: "signature_invalid",
    reason: "signature_mismatch",
    receivedtime: new Date(now()).toISOString(),
    method: "POST",
    url: "https://hooks.example.com/webhooks/stripe",
    headers: [["stripe-signature", `t=${Math.floor(now() / 1000)},v1=${"0".repeat(64)}`]],
    body: Buffer.from('{"id":"evt_forged"}'),
  });
  return id ?? "";
}

describe("a source's report", () => {
  test("names the endpoint that is registered at the provider, so that a drift is seen", async () => {
    const { dynamodb, table } = world.aws;
    const url = "https://old.example.com/webhooks/stripe";
    const endpoint = { id: "we_1", url, hasSecret: true };
    await createRegistrationTable({ dynamodb, table }).write("stripe", {
      endpoint,
      retiring: [],
      overlaps: [],
    });

    const [registered, other] = await operator.sources();

    expect(registered).toMatchObject({
      url: "https://hooks.example.com/webhooks/stripe",
      endpoint: { id: "we_1", url },
    });
    expect(registered?.endpoint).not.toHaveProperty("hasSecret");
    expect(other).not.toHaveProperty("endpoint");
  });

  test("says how many events each secret verified, so that an old one is seen to be in use no more", async () => {
    const { resources, env, aws } = world;
    world.cloudwatch.counts.source = {
      Accepted: { stripe: 7, github: 3 },
      Duplicates: { stripe: 2 },
      VerifiedBySecret1: { stripe: 4 },
    };
    const secrets = readStageSecrets(env, resources);
    const rotated = openStage({
      resources,
      env,
      router,
      secrets: { ...secrets, verify: (name) => (name === "stripe" ? ["whsec_new", "whsec_old"] : []) },
      now: () => new Date(aws.now()),
    });
    onTestFinished(() => rotated.close());

    const [stripeReport, githubReport] = await rotated.sources();

    expect(stripeReport).toMatchObject({ secrets: { count: 2 }, verifiedBySecret: [5, 4] });
    expect(githubReport).toMatchObject({ secrets: { count: 0 }, verifiedBySecret: [] });
  });

  test("explains the newest of what is refused, and follows what is discarded", async () => {
    const id = await forge();

    const [before] = await operator.sources();
    await operator.discardRefused([id]);
    const [after] = await operator.sources();

    expect(before?.refused).toMatchObject([
      { reason: "signature_mismatch", count: 1, explanation: { evidence: expect.any(String) } },
    ]);
    expect(after?.refused).toEqual([]);
  });

  test("finds the last event with one question a shard, however many events there are", async () => {
    const { bus } = busOfWorld(world.aws);
    for (const providerId of ["a", "b", "c"]) await bus.publish([busEntry({ providerId })]);
    const asked: string[] = [];
    world.aws.faults.dynamodb = async (request) => {
      if (request.headers.get("x-amz-target")?.endsWith(".Query") === true) {
        asked.push(await request.clone().text());
      }
      return undefined;
    };

    const [report] = await operator.sources();

    expect(report?.lastEvent).toMatchObject({ id: idOf("c"), type: "payment.succeeded" });
    expect(asked.filter((body) => body.includes("EVENTS#"))).toHaveLength(8);
    expect(asked.filter((body) => body.includes("E#evt_"))).toHaveLength(0);
  });
});

describe("a consumer's report", () => {
  test("counts what waits after a failed attempt as failing, until it is done or dead", async () => {
    const { bus } = busOfWorld(world.aws);
    const names = ["a", "b", "c"];
    for (const providerId of names) await bus.publish([busEntry({ providerId })]);
    const deliveries = deliveriesOfWorld();
    const received = await deliveries.receive("fulfil-order", { max: 10, leaseSeconds: 30 });
    const failure = { name: "Error", message: "the warehouse is closed", permanent: false };
    const due = new Date(world.aws.now() + 10_000);
    const failing = async () => (await operator.consumers())[0]?.failing;

    const counts = [await failing()];
    for (const { lease } of received.slice(0, 2)) await deliveries.retryAt(lease, due, failure);
    for (const { lease } of received.slice(2)) await deliveries.complete(lease);
    counts.push(await failing());
    world.aws.advance(11);
    const [one, other] = await deliveries.receive("fulfil-order", { max: 10, leaseSeconds: 30 });
    counts.push(await failing());
    if (one !== undefined) await deliveries.complete(one.lease);
    if (other !== undefined) await deliveries.deadLetter(other.lease, "attempts_exhausted", failure);
    counts.push(await failing());

    expect(counts).toEqual([0, 2, 2, 0]);
    expect((await operator.consumers())[0]?.deliveries.dead).toBe(1);
  });
});

describe("a sample", () => {
  test("is signed with the newest secret and goes through the stage's own door", async () => {
    const received: Request[] = [];
    wire.use(
      http.post("https://hooks.example.com/webhooks/stripe", ({ request }) => {
        received.push(request.clone());
        return Response.json({ id: "evt_1", status: "accepted" });
      }),
    );

    const report = await operator.samples?.send("stripe", "payment_intent.succeeded");

    expect(report).toEqual({
      type: "payment_intent.succeeded",
      status: 200,
      outcome: "accepted",
      id: "evt_1",
    });
    expect(received[0]?.headers.get("stripe-signature")).toMatch(/^t=\d+,v1=[0-9a-f]{64}$/);
    expect(await operator.samples?.types("stripe")).toContain("payment_intent.succeeded");
  });

  test("of a source without a secret, or of none, says so", async () => {
    await expect(operator.samples?.send("github", undefined)).rejects.toMatchObject({
      code: "sample_impossible",
    });
    expect(await operator.samples?.send("nobody", undefined)).toBeUndefined();
  });
});

describe("what is done on a stage", () => {
  test("stands in its audit trail, for every process that looks", async () => {
    const { resources, env, aws } = world;
    const id = await operator.audit.begin({ who: "console", role: "operator", action: "consumers/pause" });
    await operator.audit.end(id, "done");
    const secrets = readStageSecrets(env, resources);
    const other = openStage({ resources, env, secrets, now: () => new Date(aws.now()) });

    const trail = await other.auditEntries?.({ limit: 10 });

    expect(trail?.rows).toMatchObject([{ id, action: "consumers/pause", outcome: "done" }]);
    await other.close();
  });

  test("as a job is run where it is asked to be run, before the answer", async () => {
    const { resources, env, aws } = world;
    const secrets = readStageSecrets(env, resources);
    const begun: string[] = [];
    const onRunnable = async (job: string): Promise<void> => {
      await new Promise(setImmediate);
      begun.push(job);
    };
    const served = openStage({
      resources,
      env,
      router,
      secrets,
      now: () => new Date(aws.now()),
      onRunnable,
    });

    await served.replays?.startJob("job_1", {
      what: { kind: "dead-letters", filter: {} },
      to: { kind: "consumer" },
      limits: { canary: 1, ratePerSecond: 1, maxBacklogAgeSeconds: 60, maxFailureShare: 1 },
      force: false,
      again: false,
    });

    expect(begun).toEqual(["job_1"]);
    await served.close();
  });
});
