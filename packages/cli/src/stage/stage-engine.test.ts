import { verifyWebhook } from "@hookyard/core";
import { stripe } from "@hookyard/core/provider/stripe";
import { describe, expect, test } from "vitest";
import { router } from "../../fixture/router.ts";
import { createTestIo } from "../testing/test-io.ts";
import { loadAwsEngine } from "./stage-engine.ts";

const consumer = {
  queue: "https://sqs/q",
  deadLetterQueue: "https://sqs/d",
  targetDeadLetterQueue: "https://sqs/t",
  function: "f",
  rule: "r",
  mapping: "m",
};
const stage = {
  url: "https://hooks.example.com",
  region: "eu-west-1",
  stage: "production",
  bus: "bus",
  archive: "archive",
  table: "table",
  bucket: "bucket",
  overflowQueue: "https://sqs/o",
  ingestFunction: "i",
  alarmTopic: "arn",
  sources: { stripe: { secretName: "StripeSecret" }, slack: { secretName: "SlackSecret" } },
  consumers: { "count-payment": consumer },
};

/** A command line in this repository, whose stage has a secret for Stripe. */
function createStageIo(environment: Readonly<Record<string, string>> = {}) {
  const requests: Request[] = [];
  const asked: string[] = [];
  const world = createTestIo({
    cwd: import.meta.dirname,
    engine: { loadRouter: async () => router },
    aws: loadAwsEngine,
    stageEnvironment: async (name) => {
      asked.push(name);
      return {
        SST_RESOURCE_HookyardStage: JSON.stringify(stage),
        SST_RESOURCE_StripeSecret: JSON.stringify({ value: "whsec_new,whsec_old" }),
        ...environment,
      };
    },
    fetch: async (input, init) => {
      requests.push(new Request(input, init));
      return Response.json({ id: "evt_1", status: "accepted" });
    },
  });
  return { ...world, requests, asked };
}

describe("a command with --stage", () => {
  test("trigger signs with the stage's newest secret and sends to the stage's address", async () => {
    const { run, requests, asked, io } = createStageIo();

    expect(await run("trigger", "stripe", "--stage", "production", "--json")).toBe(0);

    const [request] = requests;
    if (request === undefined) throw new Error("nothing was sent");
    expect(request.url).toBe("https://hooks.example.com/webhooks/stripe");
    const body = new Uint8Array(await request.arrayBuffer());
    const outcome = await verifyWebhook(
      stripe,
      { method: request.method, url: request.url, headers: request.headers, body },
      { secrets: ["whsec_new"], now: io.now() },
    );
    expect(outcome).toMatchObject({ ok: true });
    expect(asked).toEqual(["production"]);
  });

  test("trigger of a source without a secret says how the stage gets one", async () => {
    const { run, err } = createStageIo();

    expect(await run("trigger", "slack", "--stage", "production")).toBe(2);
    expect(err()).toContain("npx sst secret set SlackSecret --stage production");
  });

  test("a stage whose resources cannot be read is told with what is missing", async () => {
    const { run, err } = createStageIo({ SST_RESOURCE_HookyardStage: JSON.stringify({ ...stage, bus: "" }) });

    expect(await run("events", "--stage", "production")).toBe(2);
    expect(err()).toContain("bus is missing");
    expect(err()).toContain("npx sst deploy --stage production");
  });
});
