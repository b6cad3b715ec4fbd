import { type CloudWatchClient, DescribeAlarmsCommand, type MetricAlarm } from "@aws-sdk/client-cloudwatch";
import type { AlarmState } from "./stage-state.ts";

const perPage = 100;
const mostPages = 100;

/** All alarms of the account in the region. */
export async function readAlarms(cloudwatch: CloudWatchClient): Promise<readonly AlarmState[]> {
  const alarms: AlarmState[] = [];
  let token: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const { MetricAlarms = [], NextToken } = await cloudwatch.send(
      new DescribeAlarmsCommand({
        AlarmTypes: ["MetricAlarm"],
        MaxRecords: perPage,
        ...(token !== undefined && { NextToken: token }),
      }),
    );
    for (const alarm of MetricAlarms) {
      alarms.push({
        name: alarm.AlarmName ?? "",
        value: alarm.StateValue ?? "",
        isActive: alarm.ActionsEnabled !== false,
        ...metricOf(alarm),
        tells: alarm.AlarmActions ?? [],
      });
    }
    token = NextToken;
    if (token === undefined || token === "") break;
  }
  return alarms;
}

/** What an alarm looks at; one that reckons, by the first metric that it reckons with. */
function metricOf(alarm: MetricAlarm): Pick<AlarmState, "metric" | "statistic" | "dimensions"> {
  const reckoned = alarm.Metrics?.find(({ MetricStat }) => MetricStat !== undefined)?.MetricStat;
  const { Namespace, MetricName, Dimensions = [] } = reckoned?.Metric ?? alarm;
  return {
    metric: `${Namespace}/${MetricName}`,
    statistic: reckoned?.Stat ?? alarm.Statistic ?? "",
    dimensions: Object.fromEntries(Dimensions.map(({ Name = "", Value = "" }) => [Name, Value])),
  };
}
