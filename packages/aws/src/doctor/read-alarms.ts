import { type CloudWatchClient, DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
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
        metric: `${alarm.Namespace}/${alarm.MetricName}`,
        dimensions: Object.fromEntries(
          (alarm.Dimensions ?? []).map(({ Name = "", Value = "" }) => [Name, Value]),
        ),
        tells: alarm.AlarmActions ?? [],
      });
    }
    token = NextToken;
    if (token === undefined || token === "") break;
  }
  return alarms;
}
