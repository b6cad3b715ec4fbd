import { consoleSecrets } from "../../../packages/functions/src/console-secrets.ts";
import type { Build, Graph } from "../graph.ts";
import { environmentOf } from "../checks/consumer-parts.ts";
import { add, change, drop, inGraph, type Mistake, permit, resourceNamed } from "./mistake.ts";

const there = "the console is there where the settings want it, and nowhere else";
const url = "the console's URL streams, without CORS, and asks for AWS credentials where the settings say so";
const links =
  "the console is told the stage, its sources' secrets and its keys, encrypted, and no other function is";
const page = "the console's page goes with its code, and the bundler that makes it does not";
const may =
  "the console may do what an operator does on this stage's resources, invoke itself, and nothing more";
const bounds = "the console has so many instances as the settings say, and as long as a replay job may need";

export const consoleMistakes: readonly Mistake[] = [
  {
    mistake: "the console is there though nobody turned it on",
    noticed: there,
    make: ({ settings: { console: _none, ...settings }, ...deployed }) => ({ ...deployed, settings }),
  },
  inGraph("the console has no URL", there, (graph) => drop(graph, "ConsoleUrl")),
  inGraph("the console's URL waits for the whole answer", url, (graph) =>
    change(graph, "ConsoleUrl", () => ({ invokeMode: "BUFFERED" })),
  ),
  inGraph("other sites may read from the console", url, (graph) =>
    change(graph, "ConsoleUrl", () => ({ cors: { allowOrigins: ["*"] } })),
  ),
  {
    mistake: "the console is open though IAM is wanted",
    noticed: url,
    make: (deployed) => ({
      ...deployed,
      settings: { ...deployed.settings, console: { access: "secret and IAM" } },
    }),
  },
  inGraph("anybody may invoke the console, a job and all, beside its URL", url, (graph) =>
    change(graph, "ConsoleUrlInvoke", () => ({ invokedViaFunctionUrl: undefined })),
  ),
  inGraph("the console's key for viewers is not linked", links, (graph) =>
    build(graph, "Console", ({ links: { [consoleSecrets.viewer]: _gone, ...rest } }) => ({ links: rest })),
  ),
  inGraph("the console's key is short", links, (graph) =>
    build(graph, "Console", (built) => ({
      links: { ...built.links, [consoleSecrets.operator]: { value: "hunter2" } },
    })),
  ),
  inGraph("the ingest is told the console's keys", links, (graph) =>
    build(graph, "Ingest", () => ({ links: { [consoleSecrets.operator]: { value: "x" } } })),
  ),
  inGraph("a secret is in the console's environment", links, (graph) =>
    change(graph, "ConsoleFunction", () => ({
      environment: {
        variables: {
          ...environmentOf(resourceNamed(graph, "ConsoleFunction")),
          KEY: "console-operator-0123456789abcdef",
        },
      },
    })),
  ),
  inGraph("the console has no page", page, (graph) => build(graph, "Console", () => ({ copiedFiles: [] }))),
  inGraph("the bundler is bundled", page, (graph) => build(graph, "Console", () => ({ external: [] }))),
  inGraph("the console may read another stage's queues", may, (graph) =>
    permit(graph, "ConsoleRole", (statements) => [
      ...statements,
      {
        Effect: "Allow",
        Action: ["sqs:ReceiveMessage"],
        Resource: ["arn:aws:sqs:eu-central-1:123456789012:hookyard-production-*"],
      },
    ]),
  ),
  inGraph("the console may not pause consumers", may, (graph) =>
    change(graph, "ConsoleConsumers1", ({ policy }) => ({
      policy: String(policy).replace("lambda:UpdateEventSourceMapping", "lambda:GetFunction"),
    })),
  ),
  inGraph("the console may not run its jobs", may, (graph) =>
    permit(graph, "ConsoleRole", (statements) =>
      statements.filter(({ Action }) => !String(Action).includes("lambda:")),
    ),
  ),
  inGraph(
    "all consumers are in one policy",
    "the console's policies are within what IAM takes of one",
    (graph) =>
      add(graph, {
        ...resourceNamed(graph, "ConsoleConsumers1"),
        name: "ConsoleConsumersAll",
        inputs: { policy: "x".repeat(6145) },
      }),
  ),
  inGraph("the console has the account's concurrency", bounds, (graph) =>
    change(graph, "ConsoleFunction", () => ({ reservedConcurrentExecutions: undefined })),
  ),
  inGraph("a long replay job is stopped as a loop", bounds, (graph) => drop(graph, "ConsoleRecursion")),
];

/** The same graph with another build of one function. */
function build(graph: Graph, name: string, by: (built: Build) => Partial<Build>): Graph {
  const built = graph.builds[name];
  if (built === undefined) throw new Error(`a mistake is made in the build of ${name}, which is not there`);
  return { ...graph, builds: { ...graph.builds, [name]: { ...built, ...by(built) } } };
}
