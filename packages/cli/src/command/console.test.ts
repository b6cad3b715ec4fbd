import { consoleKeys } from "@hookyard/console";
import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { loadAwsEngine } from "../stage/stage-engine.ts";
import { createTestIo } from "../testing/test-io.ts";

const operatorToken = "a-token-for-tests";
const operatorUrl = "http://127.0.0.1:3001";
const readOwner = () => ({ url: "http://127.0.0.1:3000", operatorUrl, operatorToken });
const keys = consoleKeys(operatorToken);

/** A command line whose stage has a console. */
function createStageIo(environment: Readonly<Record<string, string | undefined>> = {}) {
  const linked = {
    HookyardStage: {
      url: "https://hooks.example.com",
      region: "eu-west-1",
      stage: "production",
      bus: "bus",
      archive: "archive",
      table: "table",
      bucket: "bucket",
      overflowQueue: "https://sqs/o",
      ingestFunction: "ingest",
      alarmTopic: "arn",
      sources: {},
      consumers: {},
    },
    HookyardConsole: {
      url: "https://console.example.com",
      access: "secret",
      secrets: { operator: "ConsoleOperatorSecret", viewer: "ConsoleViewerSecret" },
    },
    ConsoleOperatorSecret: { value: "o".repeat(48) },
    ConsoleViewerSecret: { value: "v".repeat(48) },
  };
  const variables = Object.entries(linked).map(([name, value]) => [
    `SST_RESOURCE_${name}`,
    JSON.stringify(value),
  ]);
  return createTestIo({
    cwd: tmpdir(),
    aws: loadAwsEngine,
    stageEnvironment: async () => ({ ...Object.fromEntries(variables), ...environment }),
  });
}

test("prints the link that logs in, and by --role one that only lets look", async () => {
  const { run, out } = createTestIo({ engine: { readOwner } });

  expect(await run("console")).toBe(0);
  expect(await run("console", "--role", "viewer")).toBe(0);
  expect(out()).toBe(
    `${operatorUrl}/console/#key=${keys.operator}\n${operatorUrl}/console/#key=${keys.viewer}\n`,
  );
});

test("--json is for programs", async () => {
  const { run, out } = createTestIo({ engine: { readOwner } });

  await run("console", "--json");

  expect(JSON.parse(out())).toEqual({
    url: `${operatorUrl}/console/#key=${keys.operator}`,
    role: "operator",
  });
});

test.each([
  ["operator", "o".repeat(48)],
  ["viewer", "v".repeat(48)],
])("--stage prints the deployed console's link of the role %s", async (role, key) => {
  const { run, out } = createStageIo();

  expect(await run("console", "--stage", "production", "--role", role)).toBe(0);
  expect(out()).toBe(`https://console.example.com/console/#key=${key}\n`);
});

test("--stage says where AWS credentials are asked for beside the key", async () => {
  const secrets = { operator: "ConsoleOperatorSecret" };
  const linked = { url: "https://console.example.com", access: "secret and IAM", secrets };
  const { run, err } = createStageIo({ SST_RESOURCE_HookyardConsole: JSON.stringify(linked) });

  expect(await run("console", "--stage", "production")).toBe(0);
  expect(err()).toContain("through a proxy that signs");
});

test.each([
  [
    "HookyardConsole",
    "console_not_deployed",
    'Turn it on in infra/settings.ts (console: { access: "secret" })',
  ],
  ["ConsoleViewerSecret", "console_key_missing", "npx sst secret set ConsoleViewerSecret"],
])("a stage without its %s has no link, and it says what to do", async (missing, code, advice) => {
  const { run, err } = createStageIo({ [`SST_RESOURCE_${missing}`]: undefined });

  expect(await run("console", "--stage", "production", "--role", "viewer", "--json")).not.toBe(0);
  expect(err()).toContain(code);
  expect(err()).toContain(JSON.stringify(advice).slice(1, -1));
});

test("without a process there is no link, and it says how to get one", async () => {
  const { run, err } = createTestIo();

  expect(await run("console")).toBe(2);
  expect(err()).toContain("npx hookyard start");
});
