import { environmentOf } from "../checks/consumer-parts.ts";
import { add, change, drop, inGraph, type Mistake, replaceResource, resourceNamed } from "./mistake.ts";

const consumer = "FulfilOrderConsumer";

export const functionMistakes: readonly Mistake[] = [
  inGraph("a function runs Node 22", "every function runs Node 24 on arm64", (graph) =>
    change(graph, "IngestFunction", () => ({ runtime: "nodejs22.x" })),
  ),
  inGraph("a function runs on x86", "every function runs Node 24 on arm64", (graph) =>
    change(graph, `${consumer}Function`, () => ({ architectures: ["x86_64"] })),
  ),
  inGraph(
    "a consumer has no function",
    "there is a function for the ingest, the overflow, each consumer and each schedule, and no other",
    (graph) => drop(graph, `${consumer}Function`),
  ),
  inGraph(
    "a consumer runs an old version",
    "what the ingest's URL and the consumers' queues lead to is the newest version, by its number",
    (graph) => change(graph, "FulfilOrderConsumerLive", () => ({ functionVersion: "0" })),
  ),
  inGraph(
    "the ingest publishes no versions",
    "what the ingest's URL and the consumers' queues lead to is the newest version, by its number",
    (graph) => change(graph, "IngestFunction", () => ({ publish: false })),
  ),
  inGraph(
    "the URL leads to the newest code",
    "one function has a URL: the ingest's, open to all, without CORS and without streaming",
    (graph) => change(graph, "IngestUrl", () => ({ qualifier: undefined })),
  ),
  inGraph(
    "a function is not told its table",
    "every function is told what it reads of its environment",
    (graph) => tell(graph, "IngestFunction", { HOOKYARD_TABLE: "" }),
  ),
  inGraph(
    "a consumer is told another's dead-letter queue",
    "every function is told what it reads of its environment",
    (graph) =>
      tell(graph, `${consumer}Function`, {
        HOOKYARD_DEAD_LETTER_QUEUE: "https://sqs.eu-central-1.amazonaws.com/123456789012/other",
      }),
  ),
  inGraph(
    "a function's log lines are text",
    "every function writes JSON to a log group of its own, which is kept as long as the settings say",
    (graph) =>
      change(graph, `${consumer}Function`, ({ loggingConfig }) => ({
        loggingConfig: { ...Object(loggingConfig), logFormat: "Text" },
      })),
  ),
  inGraph(
    "logs are kept for ever",
    "every function writes JSON to a log group of its own, which is kept as long as the settings say",
    (graph) => change(graph, `${consumer}Logs`, () => ({ retentionInDays: 0 })),
  ),
  inGraph(
    "a function is bundled into one file",
    "every function is bundled so that what is rarely needed is loaded when it is",
    (graph) => {
      const build = graph.builds["Ingest"];
      if (build === undefined)
        throw new Error("a mistake is made in the ingest's bundle, which is not there");
      return { ...graph, builds: { ...graph.builds, Ingest: { ...build, isSplit: false } } };
    },
  ),
  inGraph("a function does not trace", "every function traces where the settings want it", (graph) =>
    change(graph, `${consumer}Function`, () => ({ tracingConfig: undefined })),
  ),
  inGraph(
    "a source's secret does not reach the ingest",
    "each source's secret reaches the ingest function, kept encrypted, and no other function",
    (graph) => tell(graph, "IngestFunction", { HOOKYARD_SECRET_STRIPE: "" }),
  ),
  inGraph(
    "a consumer is told a source's secret",
    "each source's secret reaches the ingest function, kept encrypted, and no other function",
    (graph) => tell(graph, `${consumer}Function`, { HOOKYARD_SECRET_STRIPE: "secret-of-stripe" }),
  ),
  inGraph(
    "the state keeps secrets readable",
    "each source's secret reaches the ingest function, kept encrypted, and no other function",
    (graph) => replaceResource(graph, "IngestFunction", (resource) => ({ ...resource, secretInputs: [] })),
  ),
  inGraph(
    "the URL has SST's CORS",
    "one function has a URL: the ingest's, open to all, without CORS and without streaming",
    (graph) => change(graph, "IngestUrl", () => ({ cors: { allowOrigins: ["*"] } })),
  ),
  inGraph(
    "the URL streams",
    "one function has a URL: the ingest's, open to all, without CORS and without streaming",
    (graph) => change(graph, "IngestUrl", () => ({ invokeMode: "RESPONSE_STREAM" })),
  ),
  inGraph(
    "the URL wants AWS credentials",
    "one function has a URL: the ingest's, open to all, without CORS and without streaming",
    (graph) => change(graph, "IngestUrl", () => ({ authorizationType: "AWS_IAM" })),
  ),
  inGraph(
    "a consumer has a URL, too",
    "one function has a URL: the ingest's, open to all, without CORS and without streaming",
    (graph) => add(graph, { ...resourceNamed(graph, "IngestUrl"), name: "ConsumerUrl" }),
  ),
  inGraph(
    "anybody may invoke a consumer",
    "anybody may use the ingest function's URL, and invoke no function otherwise",
    (graph) =>
      add(graph, {
        type: "aws:lambda/permission:Permission",
        name: "Open",
        inputs: {
          action: "lambda:InvokeFunction",
          principal: "*",
          function: resourceNamed(graph, `${consumer}Function`).outputs["name"],
        },
      }),
  ),
  inGraph(
    "the ingest is open beside its URL",
    "anybody may use the ingest function's URL, and invoke no function otherwise",
    (graph) => change(graph, "IngestUrlInvoke", () => ({ invokedViaFunctionUrl: undefined })),
  ),
  inGraph(
    "the ingest is not open to its URL",
    "anybody may use the ingest function's URL, and invoke no function otherwise",
    (graph) => drop(graph, "IngestUrlAccess"),
  ),
  inGraph(
    "the ingest has a concurrency that nobody asked for",
    "the ingest function has the reserved concurrency of the settings",
    (graph) => change(graph, "IngestFunction", () => ({ reservedConcurrentExecutions: 1 })),
  ),
];

function tell(
  graph: Parameters<typeof change>[0],
  name: string,
  more: Readonly<Record<string, string>>,
): typeof graph {
  const variables = { ...environmentOf(resourceNamed(graph, name)), ...more };
  return change(graph, name, () => ({ environment: { variables } }));
}
