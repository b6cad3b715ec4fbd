import { execFile } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eventId } from "@hookyard/core/envelope";
import { busEntry, idOf } from "@hookyard/core/port/contract-harness";
import { createAuditTrail } from "@hookyard/aws/audit/audit-trail";
import { createDeliveryTable } from "@hookyard/aws/deliveries/delivery-table";
import { createSqsDeliveries } from "@hookyard/aws/deliveries/sqs-deliveries";
import { busOfWorld } from "@hookyard/aws/testing/bus-of-world";
import { createStageWorld, type StageWorld } from "@hookyard/aws/testing/stage-world";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { router } from "../../packages/cli/fixture/router.ts";

const bin = join(import.meta.dirname, "../../packages/cli/bin/hookyard.js");
let directory: string;
let world: StageWorld;

/** The command line as a user runs it, with an `sst` that gives the stand-ins' stage, and nothing of AWS set. */
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "hookyard-stage-"));
  world = await createStageWorld(router, { secrets: { stripe: "whsec_topsecret" } });
  const variables = Object.entries(world.env).map(([name, value]) => `export ${name}='${value}'`);
  writeFileSync(
    join(directory, "sst"),
    `#!/bin/sh\n[ "$3" = production ] || { echo 'Stage not found' >&2; exit 1; }\nshift 4\n${variables.join("\n")}\nexec "$@"\n`,
  );
  chmodSync(join(directory, "sst"), 0o755);
  const { bus } = busOfWorld(world.aws);
  await bus.publish([
    busEntry({ providerId: "a", type: "payment.succeeded", consumers: ["count-payment"] }),
    busEntry({ providerId: "b", type: "code.pushed", source: "github-acme", consumers: [] }),
  ]);
});
afterAll(async () => {
  await world.close();
  rmSync(directory, { recursive: true });
});

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function hookyard(...argv: readonly string[]): Promise<Ended> {
  const env = { PATH: `${directory}:/usr/bin:/bin`, HOME: directory, USER: "ada", NO_COLOR: "1" };
  return new Promise((resolve) => {
    execFile(process.execPath, [bin, ...argv], { cwd: directory, env }, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), out, err });
    });
  });
}

describe("hookyard --stage", () => {
  test("speaks to the deployed stage", async () => {
    const { code, out, err } = await hookyard("events", "--stage", "production", "--json");

    expect(err).toBe("");
    expect(code).toBe(0);
    const { events } = JSON.parse(out) as { readonly events: readonly { readonly id: string }[] };
    expect(events.map(({ id }) => id).sort()).toEqual([idOf("a"), eventId("github-acme", "b")].sort());
  });

  test("shows one event with its deliveries, and hints that speak to the same stage", async () => {
    const { code, out } = await hookyard("events", "show", idOf("a"), "--stage", "production");

    expect(code).toBe(0);
    expect(out).toContain("payment.succeeded");
    expect(out).toContain("count-payment");
  });

  test("prints no secret of the stage", async () => {
    const { code, out, err } = await hookyard("sources", "--stage", "production");

    expect(code).toBe(0);
    expect(out).toContain("https://hooks.example.com/webhooks/stripe");
    expect(out + err).not.toContain("whsec_topsecret");
  });

  test("replays its dead letters, and hints at the same stage", async () => {
    const { aws } = world;
    const deliveries = createSqsDeliveries({
      sqs: aws.sqs,
      table: createDeliveryTable({
        dynamodb: aws.dynamodb,
        table: aws.table,
        retentionSeconds: 86_400,
        now: aws.now,
      }),
      queues: (consumer) => aws.consumers[consumer],
      fetchWhole: async ({ text }) => text,
      version: "1",
      waitSeconds: 0,
      now: aws.now,
    });
    const failNext = async () => {
      const [delivery] = await deliveries.receive("count-payment", { max: 1, leaseSeconds: 30 });
      const failure = { name: "Error", message: "no", permanent: true };
      if (delivery !== undefined) await deliveries.deadLetter(delivery.lease, "permanent", failure);
      return delivery;
    };
    await failNext();

    const command = hookyard("dead-letters", "replay", "--yes", "--stage", "production");
    const again = await vi.waitUntil(failNext, { timeout: 20_000, interval: 50 });
    const { code, out } = await command;

    expect(again).toMatchObject({ replay: 1, lease: { deliveryId: `${idOf("a")}:count-payment` } });
    expect(code).toBe(1); // it failed again
    expect(out).toContain("npx hookyard dead-letters --stage production");
  });

  test("pauses and resumes a consumer, and both stand in the stage's audit trail with who did it", async () => {
    const { aws, lambda, resources } = world;
    const mapping = resources.consumers["count-payment"]?.mapping ?? "";

    const paused = await hookyard("consumers", "pause", "count-payment", "--stage", "production");
    const state = lambda.mappings.get(mapping)?.state;
    const listed = await hookyard("consumers", "--stage", "production");
    const resumed = await hookyard("consumers", "resume", "count-payment", "--stage", "production");

    expect(paused).toMatchObject({ code: 0, err: "" });
    expect(paused.out).toContain("npx hookyard consumers resume count-payment --stage production");
    expect(state).toBe("Disabled");
    expect(listed.out).toContain("paused");
    expect(resumed).toMatchObject({ code: 0, out: "count-payment goes on.\n" });
    expect(lambda.mappings.get(mapping)?.state).toBe("Enabled");
    const { dynamodb, table, now } = aws;
    const trail = createAuditTrail({ dynamodb, table, now, random: () => "00000000" });
    expect((await trail.entries({ limit: 2 })).rows).toMatchObject([
      { who: "command line (ada)", action: "consumers/resume", target: "count-payment", outcome: "done" },
      { who: "command line (ada)", action: "consumers/pause", target: "count-payment", outcome: "done" },
    ]);
  });

  test("a stage that is not there is told with what to do", async () => {
    expect(await hookyard("dead-letters", "--stage", "staging", "--json")).toMatchObject({
      code: 2,
      out: "",
      err: expect.stringContaining("stage_not_deployed"),
    });
  });
});
