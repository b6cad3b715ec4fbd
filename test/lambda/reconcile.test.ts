import { join } from "node:path";
import { github } from "@hookyard/core/provider/github";
import { signWebhook } from "@hookyard/core/testing";
import type { Plugin } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { router } from "./fixture/reconcile-router.ts";
import { bundleFunction, createBundleFolder, functionsFolder } from "./support/bundle.ts";
import { type Github, startGithub } from "./support/github.ts";
import { type LambdaProcess, startLambda } from "./support/lambda-process.ts";
import { type Stage, startStage } from "./support/stage.ts";
import { httpEvent, type HttpResult } from "./support/webhook.ts";

const apiKey = "ghp_hunter2_of_the_test";
const secret = "a secret of the hook";
const fixtureRouter: Plugin = {
  name: "fixture-router",
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/router\.ts$/ }, () => ({
      path: join(import.meta.dirname, "fixture/reconcile-router.ts"),
    }));
  },
};

let stage: Stage;
let provider: Github;
let reconcile: LambdaProcess;
let ingest: LambdaProcess;
const { folder, remove } = createBundleFolder();

beforeAll(async () => {
  const bundle = (file: string) =>
    bundleFunction(join(functionsFolder, file), folder, { plugins: [fixtureRouter] });
  const [started, played, reconcileBundle, ingestBundle] = await Promise.all([
    startStage(router),
    startGithub(5, apiKey),
    bundle("reconcile.ts"),
    bundle("ingest.ts"),
  ]);
  stage = started;
  provider = played;
  const env = stage.environment({ TEST_GITHUB_URL: provider.url });
  [reconcile, ingest] = await Promise.all([
    startLambda(reconcileBundle.file, { ...env, HOOKYARD_SOURCE: "github", HOOKYARD_API_KEY_GITHUB: apiKey }),
    startLambda(ingestBundle.file, { ...env, HOOKYARD_SECRET_GITHUB: secret }),
  ]);
});
afterAll(async () => {
  await Promise.all([reconcile.stop(), ingest.stop()]);
  await Promise.all([stage.close(), provider.close()]);
  remove();
});

/** GitHub's own sending of a delivery, through the door. */
async function arrive(number: number): Promise<unknown> {
  const { headers, body } = provider.deliveries[number] ?? {};
  const request = await signWebhook(github, {
    secret,
    url: "https://abc123.lambda-url.eu-west-1.on.aws/webhooks/github",
    now: new Date(),
    method: "POST",
    headers: headers ?? {},
    body: body ?? new Uint8Array(),
  });
  const result = await ingest.invoke<HttpResult>(httpEvent(request));
  return JSON.parse(result.body);
}

/** The lines of a schedule's runs, oldest first. */
function runs(): readonly Readonly<Record<string, unknown>>[] {
  return reconcile
    .output()
    .split("\n")
    .filter((line) => line.includes('"NeverArrived":'))
    .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>); // safe: the function's own lines
}

test("a source's schedule counts what never arrived, brings it in once, and goes on where a run ended", async () => {
  await arrive(0);
  provider.refuses = "cursor=2";

  const refused = reconcile.invoke({}, 900_000);

  await expect(refused).rejects.toThrow("HOOKYARD_API_KEY_GITHUB");
  expect(stage.eventBridge.entries).toHaveLength(2); // the one that arrived, and the other of the first page

  provider.refuses = undefined;
  provider.asked.length = 0;
  await reconcile.invoke({}, 900_000);

  const pages = provider.asked.filter((path) => path.includes("per_page"));
  expect(pages.filter((path) => path.includes("deliveries")).map((path) => path.includes("cursor="))).toEqual(
    [true, true],
  );
  expect(runs().at(-1)).toMatchObject({
    service: "reconcile",
    stage: "test",
    source: "github",
    NeverArrived: 3,
    Backfilled: 3,
    end: "complete",
    types: "push (3)",
  });
  const { entries } = stage.eventBridge;
  expect(entries.filter(({ Detail = "" }) => Detail.includes('"backfilled":true'))).toHaveLength(4);

  await reconcile.invoke({}, 900_000);

  expect(runs().at(-1)).toMatchObject({ NeverArrived: 0, Backfilled: 0, recorded: "5" });
  expect(entries).toHaveLength(5);
  expect(await arrive(3)).toMatchObject({ status: "duplicate" });
  const kept = await stage.dynamodb.get("G#github", "G");
  expect(JSON.parse(kept?.["progress"]?.S ?? "")).toEqual({ comparedUntil: expect.any(String) });
  expect(reconcile.output()).not.toContain(apiKey);
});

test("a run without time for a page ends without harm, and the next one does its work", async () => {
  const before = runs().length;

  await reconcile.invoke({}, 60_000);
  await reconcile.invoke({}, 900_000);

  expect(
    runs()
      .slice(before)
      .map(({ end }) => end),
  ).toEqual(["stopped", "complete"]);
});
