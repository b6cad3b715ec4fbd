import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { router } from "../../packages/functions/src/router.ts";
import { consoleKeys, secretsFor } from "./deploy.ts";
import { evaluateStage } from "./evaluation/evaluate.ts";
import { router as everyOptionRouter } from "./fixture/every-option-router.ts";

const secrets = secretsFor(router);
const routerFile = "packages/functions/src/router.ts";

test("a stage is not deployed while a source has no secret, and it is said which and how to set it", async () => {
  const { GithubSecret: _missing, ...others } = secrets;

  await expect(evaluateStage({ stage: "production", secrets: others })).rejects.toThrow(
    'The secret of the source "github" is not set, so nothing would verify. Set it with: npx sst secret set GithubSecret --stage production, which asks for it',
  );
});

test("a stage is not deployed while a schedule has no key for its provider's API, and it is said how to set it", async () => {
  const { StripeApiKey: _missing, ...others } = secretsFor(everyOptionRouter);
  const replacements = { [routerFile]: fixtureFile("every-option-router") };

  await expect(evaluateStage({ stage: "production", secrets: others, replacements })).rejects.toThrow(
    'The API key of the source "stripe" is not set, so its provider cannot be asked. Set it with: npx sst secret set StripeApiKey --stage production, which asks for it',
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
    'The secret of the source "slack" is not set, so nothing would verify. Set it with: npx sst secret set SlackSecret --stage production, which asks for it',
  );
});

test.each([
  ["none", {}, "Set a value for ConsoleOperatorSecret with"],
  [
    "a short one",
    { ConsoleOperatorSecret: "hunter2" },
    'ConsoleOperatorSecret is not set to 32 or more letters, digits, "-" and "_": npx sst secret set ConsoleOperatorSecret "$(openssl rand -hex 24)" --stage alice',
  ],
  [
    "one for both roles",
    { ConsoleViewerSecret: consoleKeys["ConsoleOperatorSecret"] },
    "ConsoleOperatorSecret and ConsoleViewerSecret are the same, so every viewer would be an operator",
  ],
])("a console is not deployed with %s as its key, and no key is shown", async (what, keys, message) => {
  const given = what === "none" ? {} : { ...consoleKeys, ...keys };
  const replacements = { "infra/settings.ts": fixtureFile("console-settings") };

  const refusal = await evaluateStage({
    stage: "alice",
    secrets: { ...secrets, ...given },
    replacements,
  }).catch((error: Error) => error.message);

  expect(refusal).toContain(message);
  expect(refusal).not.toMatch(/hunter2|0123456789abcdef/);
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
  - console.concurrency is 1: write a whole number from 2 to 100000
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
