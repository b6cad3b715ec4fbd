import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { router } from "../../packages/functions/src/router.ts";
import { secretsFor } from "./deploy.ts";
import { evaluateStage } from "./evaluation/evaluate.ts";

const secrets = secretsFor(router);
const routerFile = "packages/functions/src/router.ts";

test("a stage is not deployed while a source has no secret, and SST says which and how to set it", async () => {
  const { GithubSecret: _missing, ...others } = secrets;

  await expect(evaluateStage({ stage: "production", secrets: others })).rejects.toThrow(
    "Set a value for GithubSecret with `sst secret set GithubSecret <value>`",
  );
});

test.each([
  [
    "a consumer without a file",
    "no-file",
    "Handler not found: packages/functions/src/consumers/nobody-wrote-me.handler",
  ],
  [
    "a pattern over EventBridge's quota",
    "long-pattern",
    /^The rule of the consumer "long-list" has a pattern of \d+ characters, and EventBridge's quota "Event pattern size" is 2048\. .*infra\/settings\.ts/,
  ],
  [
    "more consumers than a bus may have rules",
    "many-consumers",
    /^The router has 301 consumers, .* quota "Number of rules" is 300 per bus/,
  ],
  [
    "consumers whose names are one without dashes",
    "same-names",
    'The consumers "a-bc" and "ab-c" would be the same component',
  ],
  [
    "sources whose names are one without dashes",
    "same-sources",
    'The sources "git-hub" and "github" would be the same component',
  ],
  [
    "a router that is wrong in itself",
    "wrong-router",
    'consumers.fulfil-order.on[0]: is "payment.suceeded", which is no type that a source of this router gives. Did you mean "payment.succeeded"?',
  ],
])("%s is refused before anything is deployed", async (_what, fixture, message) => {
  const replacements = { [routerFile]: fixtureFile(fixture) };

  await expect(evaluateStage({ stage: "production", secrets, replacements })).rejects.toThrow(message);
});

test("a blank secret is refused, since nothing would verify", async () => {
  const blank = { ...secrets, SlackSecret: " , " };

  await expect(evaluateStage({ stage: "production", secrets: blank })).rejects.toThrow(
    'The secret of the source "slack" is blank, so nothing would verify: npx sst secret set SlackSecret <value> --stage production',
  );
});

test("wrong settings are refused, all at once", async () => {
  const replacements = { "infra/settings.ts": fixtureFile("wrong-settings") };

  const refusal = await evaluateStage({ stage: "alice", secrets, replacements }).catch(
    (error: Error) => error.message,
  );

  expect(refusal).toBe(`infra/settings.ts has wrong settings for the stage "alice":
  - domain is "https://hooks.example.com/": write the bare name, "hooks.example.com"
  - alarmEmail is "on-call": write an address, "on-call@example.com"
  - firewall.requestsPerFiveMinutes is 0: write a whole number from 10 to 2000000000
  - provisionedConcurrency is 5, more than reservedConcurrency (2): raise that, or leave it out
  - batchSize is 11: write a whole number from 1 to 10
  - archiveDays is 0.5: write a whole number from 1 to 3650
  - quotas.patternCharacters is 8192: write a whole number from 2048 to 4096
  - quotas.rulesPerBus is 0: write a whole number from 1 to 2000
  - consumerEnvironment.AWS_REGION is not yours to set: Lambda, SST or Hookyard does; choose another name`);
});

test("secrets that do not fit into Lambda's environment are refused by size, and never shown", async () => {
  const long = { ...secrets, StripeSecret: "hunter2".repeat(600) };

  const refusal = evaluateStage({ stage: "production", secrets: long }).catch(String);

  expect(await refusal).toMatch(/The environment of the function Ingest has \d+ bytes and Lambda takes 4096/);
  expect(await refusal).toContain("HOOKYARD_SECRET_STRIPE (4222)");
  expect(await refusal).not.toContain("hunter2");
});

function fixtureFile(name: string): string {
  return fileURLToPath(new URL(`fixture/${name}.ts`, import.meta.url));
}
