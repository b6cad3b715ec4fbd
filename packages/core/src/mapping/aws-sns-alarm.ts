import { type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { fields, instant, someText } from "../domain/read.ts";
import { message } from "./aws-sns-message.ts";

/*
 * CloudWatch's alarms. An alarm is the incident, under its ARN, each time that it goes off. `INSUFFICIENT_DATA` says
 * neither that something is wrong nor that it is over, and stays passthrough.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
 */

/** Rows of SNS's mapping for these. */
export const alarmRows = [
  row("incident.triggered", alarm, { when: isNow("ALARM"), subject: alarmId }),
  row("incident.resolved", (input) => ({ ...alarm(input), resolvedAt: changedAt(input) }), {
    when: isNow("OK"),
    subject: alarmId,
  }),
] as const;

function isNow(state: string): (input: MappingInput) => boolean {
  return (input) => {
    const { AlarmName, NewStateValue } = message(input);
    return typeof AlarmName === "string" && NewStateValue === state;
  };
}

function alarmId(input: MappingInput): string | undefined {
  return someText(message(input)["AlarmArn"]) ?? someText(message(input)["AlarmName"]);
}

/** `2026-01-01T00:00:00.000+0000` */
function changedAt(input: MappingInput): string | undefined {
  return instant(message(input)["StateChangeTime"]);
}

function alarm(input: MappingInput): DomainFields<"incident.triggered"> {
  const { AlarmName, AlarmDescription, NewStateValue, NewStateReason, Trigger } = message(input);
  const { Namespace, MetricName } = fields(Trigger);
  return {
    incidentId: alarmId(input),
    title: AlarmName,
    description: someText(AlarmDescription) ?? someText(NewStateReason),
    status: NewStateValue,
    service: someText(
      [someText(Namespace), someText(MetricName)].filter((name) => name !== undefined).join(" "),
    ),
    triggeredAt: NewStateValue === "ALARM" ? changedAt(input) : undefined,
  };
}
