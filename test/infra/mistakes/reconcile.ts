import type { Inputs } from "../graph.ts";
import { environmentOf } from "../checks/consumer-parts.ts";
import {
  add,
  change,
  drop,
  inGraph,
  type Mistake,
  permit,
  replaceResource,
  resourceNamed,
} from "./mistake.ts";

const runs = "each source that is reconciled has a function that runs as often as the router says";
const key = "the API key of a source is told to the function of its schedule alone, and kept encrypted";
const may =
  "the function of a schedule may look for events and keep how far it has come, and publish only where it brings in";
const invokes = "a schedule may invoke its own function, and the Scheduler of this account alone may be it";
const alarm = "an event that never arrived sets off an alarm, which names its source";
const silence = "a schedule that has stopped sets off an alarm after three of its turns";

/** Where `stripe` is reconciled and brings in, and `github` is reconciled and tells. */
export const reconcileMistakes: readonly Mistake[] = [
  inGraph("a source that wants a schedule has none", runs, (graph) =>
    drop(graph, "StripeReconcileCronSchedule"),
  ),
  inGraph("a source is reconciled once a day and not once an hour", runs, (graph) =>
    change(graph, "StripeReconcileCronSchedule", () => ({ scheduleExpression: "rate(1 day)" })),
  ),
  inGraph("a schedule is off", runs, (graph) =>
    change(graph, "StripeReconcileCronSchedule", () => ({ state: "DISABLED" })),
  ),
  inGraph("a run has three seconds", runs, (graph) =>
    change(graph, "StripeReconcileFunction", () => ({ timeout: 3 })),
  ),
  inGraph("a source that wants no schedule has one", runs, (graph) =>
    add(graph, { ...resourceNamed(graph, "StripeReconcileCronSchedule"), name: "SlackSchedule" }),
  ),
  inGraph("a schedule has another source's key", key, (graph) =>
    change(graph, "GithubReconcileFunction", (inputs) =>
      tell(inputs, "HOOKYARD_API_KEY_GITHUB", "key-of-stripe"),
    ),
  ),
  inGraph("the ingest is told a key", key, (graph) =>
    change(graph, "IngestFunction", (inputs) => tell(inputs, "HOOKYARD_API_KEY_STRIPE", "key-of-stripe")),
  ),
  inGraph("the state keeps a key readable", key, (graph) =>
    replaceResource(graph, "StripeReconcileFunction", (resource) => ({ ...resource, secretInputs: [] })),
  ),
  inGraph("a schedule that only tells may publish", may, (graph) =>
    permit(graph, "GithubReconcileRole", (statements) => [
      ...statements,
      {
        Effect: "Allow",
        Action: ["events:PutEvents"],
        Resource: [resourceNamed(graph, "BusBus").outputs["arn"]],
      },
    ]),
  ),
  inGraph("a schedule may read another source's progress", may, (graph) =>
    permit(graph, "GithubReconcileRole", (statements) =>
      JSON.parse(JSON.stringify(statements).replace("G#github", "G#*")),
    ),
  ),
  inGraph("a schedule that brings in may not publish", may, (graph) =>
    permit(graph, "StripeReconcileRole", (statements) =>
      statements.filter(({ Action }) => !JSON.stringify(Action).includes("PutEvents")),
    ),
  ),
  inGraph("a schedule may invoke every function", invokes, (graph) =>
    permit(graph, "StripeReconcileCronRole", () => [
      { Effect: "Allow", Action: ["lambda:InvokeFunction"], Resource: ["*"] },
    ]),
  ),
  inGraph("another account's scheduler may take on the role", invokes, (graph) =>
    change(graph, "StripeReconcileCronRole", () => ({
      assumeRolePolicy: JSON.stringify({
        Statement: [
          { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "scheduler.amazonaws.com" } },
        ],
      }),
    })),
  ),
  inGraph("a gap sets off nothing", alarm, (graph) => drop(graph, "StripeReconcileGapAlarm")),
  inGraph("the alarm looks at all sources together", alarm, (graph) =>
    change(graph, "StripeReconcileGapAlarm", ({ dimensions }) => ({
      dimensions: { ...Object(dimensions), source: undefined },
    })),
  ),
  inGraph("ten lost events are no alarm", alarm, (graph) =>
    change(graph, "GithubReconcileGapAlarm", () => ({ threshold: 10 })),
  ),
  inGraph("a schedule that has stopped sets off nothing", silence, (graph) =>
    drop(graph, "StripeReconcileSilentAlarm"),
  ),
  inGraph("no data is no silence", silence, (graph) =>
    change(graph, "StripeReconcileSilentAlarm", () => ({ treatMissingData: "notBreaching" })),
  ),
  inGraph("the alarm looks at hours where the schedule turns in six", silence, (graph) =>
    change(graph, "GithubReconcileSilentAlarm", (inputs) => counting(inputs, { period: 3_600 })),
  ),
  inGraph(
    "the alarm looks at how much never arrived, and not at how often that was counted",
    silence,
    (graph) => change(graph, "StripeReconcileSilentAlarm", (inputs) => counting(inputs, { stat: "Sum" })),
  ),
];

/** An alarm of silence whose metric is looked at in another way. */
function counting(inputs: Inputs, changed: Inputs): Inputs {
  const [query, ...others] = inputs["metricQueries"] as readonly Inputs[]; // safe: an alarm of silence has them
  return { metricQueries: [{ ...query, metric: { ...Object(query?.["metric"]), ...changed } }, ...others] };
}

function tell(inputs: Inputs, variable: string, value: string): Inputs {
  const variables = environmentOf({ inputs });
  return { environment: { variables: { ...variables, [variable]: value } } };
}
