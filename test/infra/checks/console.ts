import { consoleSecrets } from "../../../packages/functions/src/console-secrets.ts";
import { readConsoleKeys } from "../../../packages/functions/src/lambda/console-keys.ts";
import { readConsoleDeployment } from "../../../packages/functions/src/deployment.ts";
import { readStageResources, stageResourcesName } from "../../../packages/aws/src/stage-resources.ts";
import { secretName } from "../../../infra/names.ts";
import { at, byText, type Graph, ofType, type Resource, text } from "../graph.ts";
import { type Check, same } from "./check.ts";
import { consumerParts, environmentOf, types } from "./consumer-parts.ts";
import { arnOf, reading, sameGrants } from "./permissions.ts";

const invokes = ["lambda:InvokeFunction", "lambda:InvokeFunctionUrl"];
const onTable = [
  "BatchGetItem",
  "BatchWriteItem",
  "DeleteItem",
  "DescribeTable",
  "GetItem",
  "PutItem",
  "Query",
];
const onLetters = ["ChangeMessageVisibility", "DeleteMessage", "GetQueueAttributes", "ReceiveMessage"];

export const consoleChecks: readonly Check[] = [
  {
    sentence: "the console is there where the settings want it, and nowhere else",
    *problems({ graph, settings }) {
      const count = settings.console === undefined ? 0 : 1;
      yield* same("functions of the console", consoles(graph).length, count);
      const urls = ofType(graph, types.functionUrl).filter(({ name }) => name === "ConsoleUrl");
      yield* same("URLs of the console", urls.length, count);
      yield* same(
        "what the command line is told of it",
        graph.links["HookyardConsole"] !== undefined,
        count === 1,
      );
    },
  },
  {
    sentence:
      "the console's URL streams, without CORS, and asks for AWS credentials where the settings say so",
    *problems({ graph, settings }) {
      for (const of of consoles(graph)) {
        const wanted = settings.console?.access === "secret" ? "NONE" : "AWS_IAM";
        const [url] = ofType(graph, types.functionUrl).filter(isOf(of, "functionName"));
        yield* same("invoke mode", url?.inputs["invokeMode"], "RESPONSE_STREAM");
        yield* same("authorization", url?.inputs["authorizationType"], wanted);
        yield* same("CORS", url?.inputs["cors"], undefined);
        const open = ofType(graph, types.permission).filter(isOf(of, "function"));
        const actions = open.map(({ inputs }) => text(inputs["action"])).toSorted(byText);
        yield* same("what anybody may do", actions, wanted === "NONE" ? invokes : []);
        for (const { name, inputs } of open) {
          const isForUrl =
            inputs["functionUrlAuthType"] === "NONE" || inputs["invokedViaFunctionUrl"] === true;
          if (!isForUrl) yield `${name} lets anybody invoke the console without its URL`;
        }
        const told = graph.links["HookyardConsole"];
        yield* same("the address", `${String(told?.["url"])}/`, url?.outputs["functionUrl"]);
        yield* same("the access that is told", told?.["access"], settings.console?.access);
        yield* same("the keys' secrets", told?.["secrets"], consoleSecrets);
      }
    },
  },
  {
    sentence:
      "the console is told the stage, its sources' secrets and its keys, encrypted, and no other function is",
    *problems({ graph, router }) {
      for (const [name, { links }] of Object.entries(graph.builds)) {
        if (name !== "Console") yield* same(`what is linked to ${name}`, Object.keys(links), []);
      }
      for (const of of consoles(graph)) {
        const links = graph.builds["Console"]?.links ?? {};
        const variables = Object.fromEntries(
          Object.entries(links).map(([name, value]) => [`SST_RESOURCE_${name}`, JSON.stringify(value)]),
        );
        yield* told("its stage", () => readStageResources(variables, graph.app.stage));
        yield* told("its keys", () => readConsoleKeys(variables));
        yield* told("its environment", () =>
          readConsoleDeployment({
            ...environmentOf(of),
            AWS_REGION: "eu-central-1", // these three are set by Lambda
            AWS_LAMBDA_FUNCTION_NAME: String(of.outputs["name"]),
            LAMBDA_TASK_ROOT: "/var/task",
          }),
        );
        const wanted = [
          stageResourcesName,
          ...Object.keys(router.sources).map(secretName),
          ...Object.values(consoleSecrets),
        ];
        yield* same("links", Object.keys(links).toSorted(byText), wanted.toSorted(byText));
        const readable = JSON.stringify(of.inputs["environment"]);
        for (const secret of Object.values(links).map((link) => at(link, "value"))) {
          if (typeof secret === "string" && secret !== "" && readable.includes(secret))
            yield "a secret is in the console's environment";
        }
      }
    },
  },
  {
    sentence: "the console's page goes with its code, and the bundler that makes it does not",
    *problems({ graph }) {
      for (const of of consoles(graph)) {
        const { copiedFiles, external } = graph.builds["Console"] ?? { copiedFiles: [], external: [] };
        const folder = environmentOf(of)["HOOKYARD_CONSOLE_PAGE"];
        for (const file of [/^page\.json$/, /^main-\w+\.js$/, /^main-\w+\.css$/]) {
          const found = copiedFiles.some(
            (each) => each.startsWith(`${folder}/`) && file.test(each.slice(each.indexOf("/") + 1)),
          );
          if (!found) yield `no ${file.source} is copied to ${folder}`;
        }
        yield* same("what stays out of the bundle", external, ["esbuild"]);
      }
    },
  },
  {
    sentence:
      "the console may do what an operator does on this stage's resources, invoke itself, and nothing more",
    *problems({ graph, router }) {
      const table = arnOf(graph, types.table, "TableTable");
      const tables = [table, `${table}/index/byTime`];
      const archive = String(arnOf(graph, types.archive, "Archive"));
      for (const of of consoles(graph)) {
        const parts = Object.values(router.consumers).map((consumer) => consumerParts(graph, consumer));
        yield* sameGrants(graph, of, [
          ...tables.flatMap((on) => [...onTable, "UpdateItem"].map((action) => `dynamodb:${action} ${on}`)),
          `events:PutEvents ${arnOf(graph, types.bus, "BusBus")}`,
          ...["DescribeArchive", "StartReplay"].map((action) => `events:${action} ${archive}`),
          ...["CancelReplay", "DescribeReplay", "StartReplay"].map(
            (action) => `events:${action} ${archive.replace(/archive\/.*$/, "replay/job_*")}`,
          ),
          `sqs:SendMessage ${arnOf(graph, types.queue, "OverflowQueue")}`,
          `s3:PutObject ${arnOf(graph, types.bucket, "BodiesBucket")}/bodies/*`,
          ...reading(graph),
          "cloudwatch:GetMetricData *",
          ...["DescribeArchive", "StartReplay"].map(
            (action) => `events:${action} ${arnOf(graph, types.archive, "Archive")}`,
          ),
          ...["StartReplay", "DescribeReplay", "CancelReplay"].map(
            (action) => `events:${action} arn:aws:events:eu-central-1:123456789012:replay/job_*`,
          ),
          `lambda:InvokeFunction ${String(of.outputs["arn"])}`,
          ...parts.flatMap(({ queue, deadLetterQueue, targetDeadLetterQueue, mapping }) => [
            `sqs:GetQueueAttributes ${String(queue.outputs["arn"])}`,
            `sqs:SendMessage ${String(queue.outputs["arn"])}`,
            ...[deadLetterQueue, targetDeadLetterQueue].flatMap(({ outputs }) =>
              onLetters.map((action) => `sqs:${action} ${String(outputs["arn"])}`),
            ),
            `lambda:GetEventSourceMapping ${String(mapping.outputs["arn"])}`,
            `lambda:UpdateEventSourceMapping ${String(mapping.outputs["arn"])}`,
          ]),
        ]);
      }
    },
  },
  {
    sentence: "the console's policies are within what IAM takes of one",
    *problems({ graph }) {
      for (const { name, inputs } of ofType(graph, types.policy)) {
        const { length } = text(inputs["policy"]).replaceAll(/\s/g, "");
        if (length > 6144) yield `${name} has ${length} characters`;
      }
    },
  },
  {
    sentence: "the console has so many instances as the settings say, and as long as a replay job may need",
    *problems({ graph, settings }) {
      for (const of of consoles(graph)) {
        const { inputs, outputs } = of;
        const wanted = settings.console?.concurrency ?? 20;
        yield* same("reserved concurrency", inputs["reservedConcurrentExecutions"], wanted);
        yield* same("timeout", inputs["timeout"], 900);
        const [loop] = ofType(graph, "aws:lambda/functionRecursionConfig:FunctionRecursionConfig").filter(
          isOf({ outputs }, "functionName"),
        );
        yield* same("what Lambda does when it invokes itself", loop?.inputs["recursiveLoop"], "Allow");
      }
    },
  },
];

function consoles(graph: Graph): readonly Resource[] {
  return ofType(graph, types.function).filter(({ name }) => name === "ConsoleFunction");
}

/** Those that are not of the console's function, which is named in this input. */
export function withoutConsole(
  graph: Graph,
  resources: readonly Resource[],
  input: string,
): readonly Resource[] {
  return resources.filter((resource) => !consoles(graph).some((of) => isOf(of, input)(resource)));
}

function isOf({ outputs }: Pick<Resource, "outputs">, input: string): (resource: Resource) => boolean {
  return ({ inputs }) => inputs[input] === outputs["name"];
}

function* told(what: string, read: () => unknown): Iterable<string> {
  try {
    read();
  } catch (error) {
    yield `${what}: ${String(error)}`;
  }
}
