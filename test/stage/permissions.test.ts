import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createDeliveryTable } from "@hookyard/aws/deliveries/delivery-table";
import { createSqsDeliveries } from "@hookyard/aws/deliveries/sqs-deliveries";
import { wire } from "@hookyard/aws/testing/aws-world";
import { busOfWorld } from "@hookyard/aws/testing/bus-of-world";
import { startStageAccount } from "@hookyard/aws/testing/stage-account";
import { createStageWorld, type StageWorld } from "@hookyard/aws/testing/stage-world";
import { busEntry, idOf } from "@hookyard/core/port/contract-harness";
import { loadRouter } from "@hookyard/embedded";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadAwsEngine } from "../../packages/cli/src/stage/stage-engine.ts";
import { createTestIo } from "../../packages/cli/src/testing/test-io.ts";
import { router } from "../../packages/cli/fixture/router.ts";

const root = join(import.meta.dirname, "../..");
const heading = "## What an operator's credentials may do";

/** The table of the guide: which actions each command may take. */
function documented(): ReadonlyMap<string, ReadonlySet<string>> {
  const guide = readFileSync(join(root, "docs/deploy.md"), "utf8");
  const section = guide.slice(guide.indexOf(heading)).split("\n## ")[0] ?? "";
  const rows = new Map<string, ReadonlySet<string>>();
  for (const [, commands = "", actions = ""] of section.matchAll(/^\| (`.+`) \| (.+) \|$/gm)) {
    const named = new Set([...actions.matchAll(/`([a-z0-9]+:[A-Za-z]+)`/g)].map(([, action = ""]) => action));
    for (const [, command = ""] of commands.matchAll(/`([^`]+)`/g)) rows.set(command, named);
  }
  return rows;
}

const rows = documented();
const everything = new Set([...rows.values()].flatMap((actions) => [...actions]));

/** What a call takes: https://docs.aws.amazon.com/service-authorization/latest/reference/ */
const services: Readonly<Record<string, string>> = {
  AmazonSQS: "sqs",
  AWSEvents: "events",
  DynamoDB_20120810: "dynamodb",
  GraniteServiceVersion20100801: "cloudwatch",
  ServiceQuotasV20190624: "servicequotas",
};
const ofService: readonly (readonly [RegExp, string])[] = [
  [/^(?:.*Alarms|GetMetric.*)$/, "cloudwatch"],
  [/^(?:.*Message|GetQueueAttributes|ChangeMessageVisibility)$/, "sqs"],
  [/^(?:PutEvents|.*Replay|DescribeArchive|DescribeEventBus|.*Rules?|ListTargetsByRule)$/, "events"],
  [/^(?:.*EventSourceMapping|GetFunction.*|GetAccountSettings)$/, "lambda"],
  [/^ListServiceQuotas$/, "servicequotas"],
  [/Object$/, "s3"],
  [/./, "dynamodb"],
];
const unbatched = (operation: string): string =>
  operation.replace(/^((?:Send|Delete)Message|ChangeMessageVisibility)Batch$/, "$1");

/** The actions behind the SDK's commands that are in the code that an entry leads to. */
async function actionsIn(entry: string): Promise<readonly string[]> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    external: ["@aws-sdk/*", "@smithy/*"],
    logLevel: "silent",
  });
  const code = outputFiles.map(({ text }) => text).join("\n");
  const commands = code.matchAll(/new ([A-Z][A-Za-z]+)Command\(|paginate([A-Z][A-Za-z]+)\(/g);
  return [...commands].map(([, command, paginated]) => {
    const operation = unbatched(command ?? paginated ?? "");
    return `${ofService.find(([form]) => form.test(operation))?.[1]}:${operation}`;
  });
}

test("the guide names every action that the code can take on a stage, and no other", async () => {
  const entries = ["open-stage", "stage-registrations", "doctor/read-stage"];
  const inCode = (
    await Promise.all(entries.map((entry) => actionsIn(`packages/aws/src/${entry}.ts`)))
  ).flat();
  const neverCalled = ["s3:DeleteObject"]; // of the port, for engines that have to
  const byHand = ["sns:ListSubscriptionsByTopic"]; // signed without the SDK

  expect([...everything].toSorted()).toEqual(
    [...new Set([...inCode, ...byHand])].filter((action) => !neverCalled.includes(action)).toSorted(),
  );
});

test("every command that speaks to a stage stands in the guide", () => {
  const folder = join(root, "packages/cli/src/command");
  const words = new Set([...rows.keys()].flatMap((command) => command.split(" ")));
  const reaching = readdirSync(folder)
    .filter((file) => !file.endsWith(".test.ts"))
    .map((file) => readFileSync(join(folder, file), "utf8"))
    .filter((text) => text.includes("reachesStages: true"))
    .flatMap((text) => [...text.matchAll(/ name: "([a-z-]+)/g)].map(([, name = ""]) => name));

  expect(reaching.length).toBeGreaterThan(20);
  expect(reaching.filter((name) => !words.has(name))).toEqual([]);
});

describe("what a command asks of AWS is in its row", () => {
  let world: StageWorld;
  let taken: Set<string>;
  beforeAll(async () => {
    world = await createStageWorld(router);
    wire.events.on("request:start", ({ request }) => void taken?.add(actionOf(request)));
    const { aws } = world;
    const { bus } = busOfWorld(aws);
    const consumers = ["count-payment"];
    await bus.publish([
      busEntry({ providerId: "a", type: "payment.succeeded", consumers }),
      busEntry({ providerId: "b", consumers, original: { text: "x".repeat(20_000) } }),
    ]);
    const deliveries = createSqsDeliveries({
      sqs: aws.sqs,
      table: createDeliveryTable({ dynamodb: aws.dynamodb, table: aws.table, now: aws.now }),
      queues: (consumer) => aws.consumers[consumer],
      fetchWhole: async ({ text }) => text,
      version: "1",
      waitSeconds: 0,
      now: aws.now,
    });
    const failure = { name: "Error", message: "no", permanent: true };
    for (const { lease } of await deliveries.receive("count-payment", { max: 10, leaseSeconds: 30 }))
      await deliveries.deadLetter(lease, "permanent", failure);
  });
  afterAll(async () => {
    wire.events.removeAllListeners();
    await world.close();
  });

  const letter = `${idOf("a")}:count-payment`;
  test.each([
    ["sources", []],
    ["consumers", []],
    ["events", []],
    ["events show", [idOf("b")]],
    ["refused", []],
    ["dead-letters list", []],
    ["dead-letters show", [letter]],
    ["dead-letters replay", ["--dry-run"]],
    ["dead-letters discard", ["--id", letter, "--reason", "known", "--yes"]],
    ["jobs", []],
    ["consumers pause", ["count-payment"]],
    ["consumers resume", ["count-payment"]],
  ] as const)("%s", async (command, more) => {
    taken = new Set();
    const io = createTestIo({
      cwd: join(root, "packages/cli"),
      engine: { loadRouter },
      aws: loadAwsEngine,
      stageEnvironment: async () => world.env,
      now: () => new Date(world.aws.now()),
    });

    expect(await io.run(...command.split(" "), ...more, "--stage", "production")).toBe(0);

    expect(taken.size).toBeGreaterThan(0);
    expect([...taken].filter((action) => rows.get(command)?.has(action) !== true)).toEqual([]);
  });

  test("doctor", async () => {
    const account = await startStageAccount(router, {});
    const io = createTestIo({
      cwd: join(root, "packages/cli"),
      engine: { loadRouter },
      aws: loadAwsEngine,
      stageEnvironment: async () => account.env,
    });

    await io.run("doctor", "--stage", "production", "--offline", "--json");
    account.close();

    const asked = new Set(account.calls.map(actionOfCall));
    expect(asked.size).toBeGreaterThan(15);
    expect([...asked].filter((action) => rows.get("doctor")?.has(action) !== true)).toEqual([]);
  });
});

function actionOf(request: Request): string {
  const [target = "", operation = ""] = (request.headers.get("x-amz-target") ?? "").split(".");
  if (operation !== "") return `${services[target]}:${unbatched(operation)}`;
  const { pathname, host } = new URL(request.url);
  if (pathname.includes("/event-source-mappings/"))
    return `lambda:${request.method === "PUT" ? "Update" : "Get"}EventSourceMapping`;
  if (host.startsWith("s3.")) return `s3:${request.method === "PUT" ? "Put" : "Get"}Object`;
  return `unknown: ${request.method} ${request.url}`;
}

/** Of a call as the account's stand-in writes it down. */
function actionOfCall(call: string): string {
  const [what = ""] = call.split(" ");
  const [target = "", operation = ""] = what.split(".");
  if (operation !== "") return `${services[target]}:${unbatched(operation)}`;
  const others: Readonly<Record<string, string>> = {
    function: "lambda:GetFunctionConfiguration",
    concurrency: "lambda:GetFunctionConcurrency",
    mapping: "lambda:GetEventSourceMapping",
    account: "lambda:GetAccountSettings",
    sns: "sns:ListSubscriptionsByTopic",
  };
  return others[what] ?? `unknown: ${call}`;
}
