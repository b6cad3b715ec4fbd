import { metric, metricNamespace } from "../../../packages/functions/src/metrics.ts";
import { at, type Graph, type Inputs, named, ofType, type Resource } from "../graph.ts";
import { type Check, same } from "./check.ts";
import { consumerParts, ingestFunction, types } from "./consumer-parts.ts";

export const alarmChecks: readonly Check[] = [
  {
    sentence: "dead letters of any kind set off an alarm at the first one",
    *problems({ graph, router }) {
      const queues = Object.values(router.consumers).flatMap((consumer) => {
        const { deadLetterQueue, targetDeadLetterQueue } = consumerParts(graph, consumer);
        return [deadLetterQueue, targetDeadLetterQueue];
      });
      const others = ofType(graph, types.queue).filter(({ name }) => name.endsWith("DeadLettersQueue"));
      for (const queue of new Set([...queues, ...others])) {
        const alarm = alarmOn(graph, "AWS/SQS", "ApproximateNumberOfMessagesVisible", {
          QueueName: queue.outputs["name"],
        });
        yield* goesOff(queue.name, alarm, 0);
      }
    },
  },
  {
    sentence: "an old delivery sets off an alarm, later than ordinary retries would and sooner than a day",
    *problems({ graph, router }) {
      for (const consumer of Object.values(router.consumers)) {
        const { queue } = consumerParts(graph, consumer);
        const alarm = alarmOn(graph, "AWS/SQS", "ApproximateAgeOfOldestMessage", {
          QueueName: queue.outputs["name"],
        });
        const threshold = Number(alarm?.inputs["threshold"]);
        yield* goesOff(queue.name, alarm, threshold);
        if (!(threshold >= 900 && threshold <= 86_400))
          yield `${queue.name}: its oldest may be ${threshold} s old`;
      }
    },
  },
  {
    sentence: "a rule that cannot deliver sets off an alarm",
    *problems({ graph }) {
      for (const { inputs, outputs, name } of ofType(graph, types.rule)) {
        const dimensions = { EventBusName: inputs["eventBusName"], RuleName: outputs["name"] };
        yield* goesOff(name, alarmOn(graph, "AWS/Events", "FailedInvocations", dimensions), 0);
        yield* goesOff(name, alarmOn(graph, "AWS/Events", "InvocationsFailedToBeSentToDlq", dimensions), 0);
      }
    },
  },
  {
    sentence: "a function that fails, or is not let run, sets off an alarm",
    *problems({ graph }) {
      for (const { outputs, name } of ofType(graph, types.function)) {
        const dimensions = { FunctionName: outputs["name"] };
        yield* goesOff(name, alarmOn(graph, "AWS/Lambda", "Errors", dimensions), 0);
        yield* goesOff(name, alarmOn(graph, "AWS/Lambda", "Throttles", dimensions), 0);
      }
    },
  },
  {
    sentence: "the ingest sets off an alarm when it answers 5xx, or cannot store",
    *problems({ graph }) {
      const dimensions = { FunctionName: ingestFunction(graph).outputs["name"] };
      yield* goesOff("ingest 5xx", alarmOn(graph, "AWS/Lambda", "Url5xxCount", dimensions), 0);
      const counted = { service: "ingest", stage: graph.app.stage };
      yield* goesOff("not stored", alarmOn(graph, metricNamespace, metric.notStored, counted), 0);
    },
  },
  {
    sentence:
      "who publishes sets off an alarm when it cannot look for duplicates, tell the history, keep a body, or reach a rule",
    *problems({ graph }) {
      const isDeployed = (name: string): boolean =>
        ofType(graph, types.function).some((one) => one.name === `${name}Function`);
      const services = ["ingest", ...(isDeployed("Partner") ? ["partner"] : [])];
      for (const service of services) {
        const counted = { service, stage: graph.app.stage };
        for (const name of [
          metric.dedupeFailedOpen,
          metric.historyUnavailable,
          metric.bucketUnavailable,
          metric.unroutable,
        ]) {
          yield* goesOff(`${service}: ${name}`, alarmOn(graph, metricNamespace, name, counted), 0);
        }
      }
    },
  },
  {
    sentence: "an overflow that does not empty sets off an alarm",
    *problems({ graph }) {
      const queue = named(graph, types.queue, "OverflowQueue").outputs["name"];
      yield* goesOff(
        "overflow",
        alarmOn(graph, "AWS/SQS", "ApproximateNumberOfMessagesVisible", { QueueName: queue }),
        0,
      );
    },
  },
  {
    sentence:
      "every alarm tells the topic that it began and that it ended, and is quiet without data, but where silence is what it tells",
    *problems({ graph, settings }) {
      yield* same("topics", ofType(graph, types.topic).length, 1);
      const topic = named(graph, types.topic, "AlarmsTopic").outputs["arn"];
      for (const { name, inputs } of ofType(graph, types.alarm)) {
        yield* same(`${name}: told when it begins`, inputs["alarmActions"], [topic]);
        yield* same(`${name}: told when it ends`, inputs["okActions"], [topic]);
        const isOfSilence = inputs["metricQueries"] !== undefined;
        yield* same(
          `${name}: without data`,
          inputs["treatMissingData"],
          isOfSilence ? "breaching" : "notBreaching",
        );
      }
      const mails = ofType(graph, "aws:sns/topicSubscription:TopicSubscription").map(
        ({ inputs }) => inputs["endpoint"],
      );
      yield* same("mail", mails, settings.alarmEmail === undefined ? [] : [settings.alarmEmail]);
    },
  },
  {
    sentence: "no two alarms have one name, since the last one would win",
    *problems({ graph }) {
      const names = ofType(graph, types.alarm).map(({ inputs }) => inputs["name"]);
      for (const [index, name] of names.entries())
        if (names.indexOf(name) !== index) yield `${String(name)} is there twice`;
    },
  },
  {
    sentence: "the dashboard shows what comes in, and of each consumer what waits and what is dead",
    *problems({ graph, router }) {
      yield* same("dashboards", ofType(graph, types.dashboard).length, 1);
      const widgets = at(named(graph, types.dashboard, "Dashboard").inputs, "dashboardBody.widgets");
      const lines = (Array.isArray(widgets) ? widgets : []).flatMap((widget) =>
        at(widget, "properties.metrics"),
      );
      const shown = new Set(lines.map((line) => JSON.stringify((line as readonly unknown[]).slice(0, 4)))); // safe: our own lines
      const wanted = [
        ["AWS/Lambda", "UrlRequestCount", "FunctionName", ingestFunction(graph).outputs["name"]],
      ];
      for (const consumer of Object.values(router.consumers)) {
        const { queue, deadLetterQueue } = consumerParts(graph, consumer);
        wanted.push(
          ["AWS/SQS", "ApproximateAgeOfOldestMessage", "QueueName", queue.outputs["name"]],
          ["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", deadLetterQueue.outputs["name"]],
        );
      }
      for (const line of wanted)
        if (!shown.has(JSON.stringify(line))) yield `the dashboard lacks ${line.join(" ")}`;
    },
  },
];

export function alarmOn(
  graph: Graph,
  namespace: string,
  metricName: string,
  dimensions: Inputs,
): Resource | undefined {
  const wanted = sorted(dimensions);
  return ofType(graph, types.alarm).find(
    ({ inputs }) =>
      inputs["namespace"] === namespace &&
      inputs["metricName"] === metricName &&
      sorted((inputs["dimensions"] ?? {}) as Inputs) === wanted, // safe: an alarm's dimensions
  );
}

/** The alarm that goes off when this is not counted any more. */
export function silenceAlarmOn(
  graph: Graph,
  namespace: string,
  metricName: string,
  dimensions: Inputs,
): Resource | undefined {
  const wanted = sorted(dimensions);
  return ofType(graph, types.alarm).find(
    ({ inputs }) =>
      at(inputs, "metricQueries.0.metric.namespace") === namespace &&
      at(inputs, "metricQueries.0.metric.metricName") === metricName &&
      sorted((at(inputs, "metricQueries.0.metric.dimensions") ?? {}) as Inputs) === wanted, // safe: a metric's dimensions
  );
}

function sorted(dimensions: Inputs): string {
  return JSON.stringify(Object.entries(dimensions).toSorted(([one], [other]) => one.localeCompare(other)));
}

export function* goesOff(what: string, alarm: Resource | undefined, above: number): Iterable<string> {
  if (alarm === undefined) return yield `nothing sets off an alarm for ${what}`;
  const { inputs, name } = alarm;
  yield* same(`${name}: comparison`, inputs["comparisonOperator"], "GreaterThanThreshold");
  yield* same(`${name}: threshold`, inputs["threshold"], above);
  const seconds = Number(inputs["period"]) * Number(inputs["evaluationPeriods"]);
  if (seconds > 900) yield `${name} takes ${seconds} s to go off`;
}
