import { join } from "node:path";
import { build } from "esbuild";
import { beforeAll, expect, test } from "vitest";
import type { Deployed } from "./checks/check.ts";
import { actionsOf } from "./checks/permissions.ts";
import { deploy } from "./deploy.ts";
import { everyOption } from "./fixture/every-option.ts";
import { named } from "./graph.ts";
import { root } from "./platform.ts";

/** What an adapter could do beside what a function asks of it: never called there, so not permitted. */
const neverCalled: Readonly<Record<string, readonly string[]>> = {
  ingest: ["dynamodb:Query", "s3:DeleteObject"],
  overflow: [],
  partner: ["s3:DeleteObject"],
  console: ["s3:DeleteObject"],
  reconcile: ["dynamodb:BatchGetItem", "s3:DeleteObject"],
  "consumers/fulfil-order": ["dynamodb:BatchGetItem", "s3:DeleteObject", "s3:PutObject"],
};

let deployed: Deployed;
beforeAll(async () => {
  deployed = await deploy(everyOption);
});

test.each([
  ["ingest", "IngestFunction"],
  ["overflow", "OverflowDrainFunction"],
  ["partner", "PartnerFunction"],
  ["console", "ConsoleFunction"],
  ["reconcile", "StripeReconcileFunction"],
  ["consumers/fulfil-order", "FulfilOrderConsumerFunction"],
])("every call to AWS in the code of %s is permitted to its function", async (entry, name) => {
  const called = await callsOf(entry);
  const permitted = actionsOf(deployed.graph, named(deployed.graph, "aws:lambda/function:Function", name));

  expect(called.length).toBeGreaterThan(0);
  expect(called.filter((action) => !permitted.includes(action))).toEqual(neverCalled[entry]);
});

/** The actions behind the SDK's commands that a function's bundle has. */
async function callsOf(entry: string): Promise<readonly string[]> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [join("packages", "functions", "src", `${entry}.ts`)],
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    external: ["@aws-sdk/*", "@aws-lambda-powertools/*", "esbuild"],
    logLevel: "silent",
  });
  const code = outputFiles.map(({ text }) => text).join("\n");
  const commands = [...code.matchAll(/new ([A-Z][A-Za-z]+)Command\(|paginate([A-Z][a-z]+)\(/g)];
  return [
    ...new Set(commands.map(([, command, paginated]) => actionOf(command ?? paginated ?? ""))),
  ].toSorted();
}

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html */
function actionOf(command: string): string {
  const action = command.replace(/^(SendMessage|DeleteMessage|ChangeMessageVisibility)Batch$/, "$1");
  if (action === "Invoke") return "lambda:InvokeFunction";
  if (action.endsWith("EventSourceMapping")) return `lambda:${action}`;
  if (action === "GetMetricData") return `cloudwatch:${action}`;
  if (/^PutEvents$|Replay$|Archive$/.test(action)) return `events:${action}`;
  if (/Message|Queue/.test(action)) return `sqs:${action}`;
  return action.endsWith("Object") ? `s3:${action}` : `dynamodb:${action}`;
}
