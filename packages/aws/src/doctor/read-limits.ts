import { type CloudWatchClient, GetMetricStatisticsCommand } from "@aws-sdk/client-cloudwatch";
import { type EventBridgeClient, ListRulesCommand } from "@aws-sdk/client-eventbridge";
import { GetAccountSettingsCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import { ListServiceQuotasCommand, type ServiceQuotasClient } from "@aws-sdk/client-service-quotas";
import { look } from "./look.ts";
import type { LimitsState } from "./stage-state.ts";

export interface LimitsClients {
  readonly lambda: LambdaClient;
  readonly eventBridge: EventBridgeClient;
  readonly cloudwatch: CloudWatchClient;
  readonly quotas: ServiceQuotasClient;
}

const dayMilliseconds = 86_400_000;
const mostPages = 50;

/** The account's limits that a stage can come near to, and the most that was used of each in a day. */
export async function readLimits(clients: LimitsClients, bus: string, now: Date): Promise<LimitsState> {
  const { lambda, eventBridge, quotas } = clients;
  const quotasOfEvents = once(() => eventQuotas(quotas));
  const most = (namespace: string, metric: string, statistic: "Maximum" | "Sum"): Promise<number> =>
    mostOfDay(clients.cloudwatch, { namespace, metric, statistic, now });
  const [concurrency, rules, puts] = await Promise.all([
    look(async () => {
      const { AccountLimit = {} } = await lambda.send(new GetAccountSettingsCommand({}));
      return {
        limit: AccountLimit.ConcurrentExecutions ?? 0,
        unreserved: AccountLimit.UnreservedConcurrentExecutions ?? 0,
        most: await most("AWS/Lambda", "ConcurrentExecutions", "Maximum"),
      };
    }),
    look(async () => ({
      used: await countRules(eventBridge, bus),
      limit: (await quotasOfEvents()).get("Number of rules"),
    })),
    look(async () => ({
      most: (await most("AWS/Events", "PutEventsApproximateCallCount", "Sum")) / minuteSeconds,
      limit: (await quotasOfEvents()).get("PutEvents throttle limit in transactions per second"),
    })),
  ]);
  return { concurrency, rules, puts };
}

const minuteSeconds = 60;

/**
 * By name: what of the service is limited, as Service Quotas calls it: `Number of rules` (a bus's, L-244521F2) and
 * `PutEvents throttle limit in transactions per second` (L-9B653E91) among them.
 * @see https://docs.aws.amazon.com/general/latest/gr/ev.html#limits_eventbridge
 */
async function eventQuotas(quotas: ServiceQuotasClient): Promise<ReadonlyMap<string, number>> {
  const values = new Map<string, number>();
  let token: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const { Quotas = [], NextToken } = await quotas.send(
      new ListServiceQuotasCommand({
        ServiceCode: "events",
        ...(token !== undefined && { NextToken: token }),
      }),
    );
    for (const { QuotaName = "", Value } of Quotas) if (Value !== undefined) values.set(QuotaName, Value);
    token = NextToken;
    if (token === undefined || token === "") break;
  }
  return values;
}

async function countRules(eventBridge: EventBridgeClient, bus: string): Promise<number> {
  let count = 0;
  let token: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const { Rules = [], NextToken } = await eventBridge.send(
      new ListRulesCommand({ EventBusName: bus, ...(token !== undefined && { NextToken: token }) }),
    );
    count += Rules.length;
    token = NextToken;
    if (token === undefined || token === "") break;
  }
  return count;
}

/** The largest value of a minute in the last day; CloudWatch gives 1,440 of them in one answer, which is a day's. */
async function mostOfDay(
  cloudwatch: CloudWatchClient,
  {
    namespace,
    metric,
    statistic,
    now,
  }: {
    readonly namespace: string;
    readonly metric: string;
    readonly statistic: "Maximum" | "Sum";
    readonly now: Date;
  },
): Promise<number> {
  const { Datapoints = [] } = await cloudwatch.send(
    new GetMetricStatisticsCommand({
      Namespace: namespace,
      MetricName: metric,
      StartTime: new Date(now.getTime() - dayMilliseconds),
      EndTime: now,
      Period: minuteSeconds,
      Statistics: [statistic],
    }),
  );
  return Math.max(0, ...Datapoints.map((point) => point[statistic] ?? 0));
}

function once<Result>(work: () => Promise<Result>): () => Promise<Result> {
  let result: Promise<Result> | undefined;
  return () => (result ??= work());
}
