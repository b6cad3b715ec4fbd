import { secretVariable } from "@hookyard/core/secret-variable";
import { needsSecret } from "../../../infra/secrets.ts";
import {
  readConsumerDeployment,
  readDeployment,
  readSecrets,
} from "../../../packages/functions/src/deployment.ts";
import { at, ofType } from "../graph.ts";
import { type Check, same } from "./check.ts";
import { scheduledIn } from "./schedule-parts.ts";
import { consumerParts, environmentOf, ingestFunction, only, types } from "./consumer-parts.ts";

export const functionChecks: readonly Check[] = [
  {
    sentence: "every function runs Node 24 on arm64",
    *problems({ graph }) {
      for (const { name, inputs } of ofType(graph, types.function)) {
        yield* same(`${name}: runtime`, inputs["runtime"], "nodejs24.x");
        yield* same(`${name}: architectures`, inputs["architectures"], ["arm64"]);
      }
    },
  },
  {
    sentence:
      "there is a function for the ingest, the overflow, each consumer and each schedule, and no other",
    *problems({ graph, router, settings }) {
      const partner = Object.values(router.sources).some(({ partnerBus }) => partnerBus !== undefined);
      const wanted =
        2 +
        Object.keys(router.consumers).length +
        (partner ? 1 : 0) +
        scheduledIn({ router }).length +
        (settings.console === undefined ? 0 : 1);
      yield* same("functions", ofType(graph, types.function).length, wanted);
    },
  },
  {
    sentence: "what the ingest's URL and the consumers' queues lead to is the newest version, by its number",
    *problems({ graph, router }) {
      const consumers = Object.values(router.consumers).map(
        (consumer) => consumerParts(graph, consumer).function,
      );
      for (const { name, inputs, outputs } of [ingestFunction(graph), ...consumers]) {
        const alias = only(graph, types.alias, "functionName", outputs["name"]);
        yield* same(`${name}: published`, inputs["publish"], true);
        yield* same(`${name}: name of the alias`, alias.inputs["name"], "live");
        yield* same(`${name}: version of the alias`, alias.inputs["functionVersion"], outputs["version"]);
      }
    },
  },
  {
    sentence: "every function is told what it reads of its environment",
    *problems({ graph, router }) {
      const AWS_REGION = "eu-central-1"; // set by Lambda
      for (const resource of ofType(graph, types.function)) {
        yield* thrown(resource.name, () => readDeployment({ ...environmentOf(resource), AWS_REGION }));
      }
      for (const consumer of Object.values(router.consumers)) {
        const parts = consumerParts(graph, consumer);
        const variables: Readonly<Record<string, string>> = { ...environmentOf(parts.function), AWS_REGION };
        yield* thrown(consumer.name, () => readConsumerDeployment(variables, consumer.name));
        yield* same(
          `${consumer.name}: HOOKYARD_QUEUE`,
          variables["HOOKYARD_QUEUE"],
          parts.queue.outputs["url"],
        );
        const deadLetters = parts.deadLetterQueue.outputs["url"];
        yield* same(
          `${consumer.name}: HOOKYARD_DEAD_LETTER_QUEUE`,
          variables["HOOKYARD_DEAD_LETTER_QUEUE"],
          deadLetters,
        );
      }
    },
  },
  {
    sentence:
      "every function writes JSON to a log group of its own, which is kept as long as the settings say",
    *problems({ graph, settings }) {
      const days = {
        "1 week": 7,
        "2 weeks": 14,
        "1 month": 30,
        "3 months": 90,
        "6 months": 180,
        "1 year": 365,
        forever: 0,
      };
      const groups = new Set<unknown>();
      for (const { name, inputs } of ofType(graph, types.function)) {
        const group = at(inputs, "loggingConfig.logGroup");
        yield* same(`${name}: log format`, at(inputs, "loggingConfig.logFormat"), "JSON");
        if (groups.has(group)) yield `${name} shares its log group ${String(group)}`;
        groups.add(group);
        const found = ofType(graph, types.logGroup).find(({ outputs }) => outputs["name"] === group);
        yield* same(
          `${name}: days that logs are kept`,
          found?.inputs["retentionInDays"],
          days[settings.logRetention],
        );
      }
    },
  },
  {
    sentence: "every function is bundled so that what is rarely needed is loaded when it is",
    *problems({ graph }) {
      for (const { name } of ofType(graph, types.function)) {
        const build = graph.builds[name.replace(/Function$/, "")];
        yield* same(`${name}: split`, build?.isSplit, true);
      }
    },
  },
  {
    sentence: "every function traces where the settings want it",
    *problems({ graph, settings }) {
      for (const { name, inputs } of ofType(graph, types.function)) {
        yield* same(
          `${name}: tracing`,
          at(inputs, "tracingConfig.mode"),
          settings.tracing ? "Active" : "PassThrough",
        );
      }
    },
  },
  {
    sentence: "each source's secret reaches the ingest function, kept encrypted, and no other function",
    *problems({ graph, router }) {
      const ingest = ingestFunction(graph);
      for (const source of Object.values(router.sources).filter(needsSecret)) {
        if (readSecrets(environmentOf(ingest), source.name).length < 2)
          yield `the ingest function has not both secrets of ${source.name}`;
      }
      if (!ingest.secretInputs.includes("environment"))
        yield "the state keeps the ingest function's environment readable";
      const variables = Object.keys(router.sources).map(secretVariable);
      for (const resource of ofType(graph, types.function)) {
        if (resource === ingest) continue;
        const seen = Object.keys(environmentOf(resource)).filter((name) => variables.includes(name));
        if (seen.length > 0) yield `${resource.name} is told ${seen.join(", ")}`;
      }
    },
  },
];

function* thrown(name: string, read: () => unknown): Iterable<string> {
  try {
    read();
  } catch (error) {
    yield `${name}: ${String(error)}`;
  }
}
