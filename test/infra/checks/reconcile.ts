import { apiKeyVariable } from "@hookyard/core/secret-variable";
import { readReconcileDeployment } from "../../../packages/functions/src/deployment.ts";
import { metric, metricNamespace } from "../../../packages/functions/src/metrics.ts";
import { at, ofType } from "../graph.ts";
import { alarmOn, goesOff, silenceAlarmOn } from "./alarms.ts";
import { type Check, same } from "./check.ts";
import { environmentOf, types } from "./consumer-parts.ts";
import { onTable, publishing, querying, reading, sameGrants } from "./permissions.ts";
import { scheduledIn, scheduleParts, scheduleType } from "./schedule-parts.ts";

/** What holds where a source has the line `reconcile`; where none has, that there is nothing of it. */
export const reconcileChecks: readonly Check[] = [
  {
    sentence: "each source that is reconciled has a function that runs as often as the router says",
    *problems({ graph, router }) {
      const scheduled = scheduledIn({ router });
      yield* same("schedules", ofType(graph, scheduleType).length, scheduled.length);
      for (const { name, reconcile } of scheduled) {
        const { function: of, schedule: own } = scheduleParts(graph, name);
        const minutes = (reconcile?.everySeconds ?? 0) / 60;
        yield* same(`${name}: how often`, own.inputs["scheduleExpression"], `rate(${minutes} minutes)`);
        yield* same(`${name}: state`, own.inputs["state"], "ENABLED");
        yield* same(`${name}: retries`, at(own.inputs, "target.retryPolicy.maximumRetryAttempts"), 2);
        yield* same(`${name}: time of a run`, of.inputs["timeout"], 900);
        const told = { ...environmentOf(of), AWS_REGION: "eu-central-1" };
        yield* same(`${name}: source that it is told`, readReconcileDeployment(told).source, name);
      }
    },
  },
  {
    sentence: "the API key of a source is told to the function of its schedule alone, and kept encrypted",
    *problems({ graph, router }) {
      for (const { name } of scheduledIn({ router })) {
        const { function: of } = scheduleParts(graph, name);
        const variable = apiKeyVariable(name);
        yield* same(`${name}: key`, environmentOf(of)[variable], `key-of-${name}`);
        if (!of.secretInputs.includes("environment")) yield `the state keeps the API key of ${name} readable`;
        for (const other of ofType(graph, types.function)) {
          if (other !== of && JSON.stringify(other.inputs).includes(`key-of-${name}"`))
            yield `${other.name} is told the API key of ${name}`;
        }
        if (JSON.stringify(graph.links).includes(`key-of-${name}"`)) yield `the API key of ${name} is linked`;
      }
    },
  },
  {
    sentence:
      "the function of a schedule may look for events and keep how far it has come, and publish only where it brings in",
    *problems({ graph, router }) {
      for (const { name, reconcile } of scheduledIn({ router })) {
        const { function: of } = scheduleParts(graph, name);
        const writes = reconcile?.backfill === true ? publishing(graph) : reading(graph);
        yield* sameGrants(graph, of, [
          ...new Set([
            ...writes,
            ...querying(graph),
            ...onTable(graph, ["GetItem"], [`P#${name}`]),
            ...onTable(graph, ["GetItem", "PutItem"], [`G#${name}`]),
          ]),
        ]);
      }
    },
  },
  {
    sentence: "a schedule may invoke its own function, and the Scheduler of this account alone may be it",
    *problems({ graph, router }) {
      for (const { name } of scheduledIn({ router })) {
        const { function: of, role } = scheduleParts(graph, name);
        const [policy, ...more] = role.inputs["inlinePolicies"] as readonly unknown[]; // safe: a role's policies
        yield* same(`${name}: policies of the schedule`, more.length, 0);
        yield* same(`${name}: what the schedule may`, at(policy, "policy.Statement"), [
          { Effect: "Allow", Action: ["lambda:InvokeFunction"], Resource: [of.outputs["arn"]] },
        ]);
        yield* same(`${name}: trust`, at(role.inputs, "assumeRolePolicy.Statement"), [
          {
            Effect: "Allow",
            Action: "sts:AssumeRole",
            Principal: { Service: "scheduler.amazonaws.com" },
            Condition: { StringEquals: { "aws:SourceAccount": String(of.outputs["arn"]).split(":")[4] } },
          },
        ]);
      }
    },
  },
  {
    sentence: "an event that never arrived sets off an alarm, which names its source",
    *problems({ graph, router }) {
      for (const { name } of scheduledIn({ router })) {
        const counted = { service: "reconcile", stage: graph.app.stage, source: name };
        const alarm = alarmOn(graph, metricNamespace, metric.neverArrived, counted);
        yield* goesOff(`the gap of ${name}`, alarm, 0);
        const command = `npx hookyard reconcile ${name} --stage ${graph.app.stage}`;
        if (!String(alarm?.inputs["alarmDescription"]).includes(command))
          yield `the alarm of ${name} does not say what to run`;
      }
    },
  },
  {
    sentence: "a schedule that has stopped sets off an alarm after three of its turns",
    *problems({ graph, router }) {
      for (const { name, reconcile } of scheduledIn({ router })) {
        const counted = { service: "reconcile", stage: graph.app.stage, source: name };
        const alarm = silenceAlarmOn(graph, metricNamespace, metric.neverArrived, counted);
        if (alarm === undefined) {
          yield `nobody is told when ${name} is compared no more`;
          continue;
        }
        const { inputs } = alarm;
        const everySeconds = reconcile?.everySeconds;
        yield* same(`${name}: period`, at(inputs, "metricQueries.0.metric.period"), everySeconds);
        yield* same(`${name}: statistic`, at(inputs, "metricQueries.0.metric.stat"), "SampleCount");
        yield* same(`${name}: periods`, inputs["evaluationPeriods"], 3);
        yield* same(
          `${name}: what it looks at`,
          at(inputs, "metricQueries.1.expression"),
          "FILL(counted, 0)",
        );
        yield* same(`${name}: what counts`, at(inputs, "metricQueries.1.returnData"), true);
        yield* same(`${name}: comparison`, inputs["comparisonOperator"], "LessThanThreshold");
        yield* same(`${name}: threshold`, inputs["threshold"], 1);
        yield* same(`${name}: without any data`, inputs["treatMissingData"], "breaching");
      }
    },
  },
];
