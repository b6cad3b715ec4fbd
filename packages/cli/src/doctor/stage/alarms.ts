import type { AlarmState } from "@hookyard/aws/doctor/stage-state";
import { silenceWindow } from "@hookyard/core/router/reconcile-silence";
import type { Finding } from "../finding.ts";
import { about, error, redeploy, type StageInput, warning } from "./stage-input.ts";

/** Whether somebody is told when something goes wrong. */
export function checkAlarms({ resources, state, router }: StageInput): readonly Finding[] {
  const { stage, alarmTopic } = resources;
  const fix = redeploy(stage);
  return [
    ...about(state.alarms, "the alarms", { stage, without: "nobody is told of anything" }, (alarms) => {
      const findings: Finding[] = [];
      for (const { what, isIt } of [
        ...expectedAlarms(resources),
        ...expectedOfSchedules(resources, router),
      ]) {
        const own = alarms.filter(isIt);
        if (own.length === 0)
          findings.push(error("alarm_missing", `no alarm watches ${what}`, "nobody is told of it", fix));
        else if (!own.some(({ isActive, tells }) => isActive && tells.includes(alarmTopic)))
          findings.push(
            error(
              "alarm_silent",
              `the alarm that watches ${what} tells nobody: its actions are off, or lead elsewhere`,
              "it goes off and nobody hears it",
              fix,
            ),
          );
      }
      for (const { name, value, tells } of alarms) {
        if (value !== "ALARM" || !tells.includes(alarmTopic)) continue;
        findings.push(
          warning(
            "alarm_on",
            `the alarm ${name} is on`,
            "something is wrong now; its description says what",
            `aws cloudwatch describe-alarms --alarm-names ${name}`,
          ),
        );
      }
      return findings;
    }),
    ...about(
      state.subscriptions,
      "the topic that alarms go to",
      { stage, without: "no alarm reaches anybody" },
      (subscriptions) => {
        if (subscriptions.some(({ isConfirmed }) => isConfirmed)) return [];
        const isPending = subscriptions.length > 0;
        return [
          error(
            "alarms_unheard",
            isPending
              ? "whoever should hear the alarms has not confirmed it yet"
              : "nobody is subscribed to the alarms",
            "they go off and nobody hears them",
            isPending
              ? "follow the link in the mail from AWS Notifications"
              : `write alarmEmail into infra/settings.ts and deploy, or: aws sns subscribe --topic-arn ${alarmTopic} --protocol email --notification-endpoint <address>`,
          ),
        ];
      },
    ),
  ];
}

interface Expected {
  readonly what: string;
  readonly isIt: (alarm: AlarmState) => boolean;
}

/** The alarms without which a loss stays unseen. */
function expectedAlarms({ stage, ingestFunction, consumers }: StageInput["resources"]): readonly Expected[] {
  const expected: Expected[] = [
    {
      what: "errors of the ingest function",
      isIt: of("AWS/Lambda/Errors", { FunctionName: ingestFunction }),
    },
    {
      what: "events that could not be stored",
      isIt: of("Hookyard/NotStored", { service: "ingest", stage }),
    },
  ];
  for (const [name, consumer] of Object.entries(consumers)) {
    const depth = (url: string) =>
      of("AWS/SQS/ApproximateNumberOfMessagesVisible", { QueueName: url.slice(url.lastIndexOf("/") + 1) });
    expected.push(
      { what: `dead letters of "${name}"`, isIt: depth(consumer.deadLetterQueue) },
      {
        what: `what EventBridge could not deliver to "${name}"`,
        isIt: depth(consumer.targetDeadLetterQueue),
      },
      { what: `errors of "${name}"`, isIt: of("AWS/Lambda/Errors", { FunctionName: consumer.function }) },
    );
  }
  return expected;
}

/** Those of the sources that the router has compared with their providers. */
function expectedOfSchedules(
  { stage }: StageInput["resources"],
  router: StageInput["router"],
): readonly Expected[] {
  return Object.values(router?.sources ?? {}).flatMap(({ name, reconcile }) => {
    if (reconcile === undefined) return [];
    const isCount = of("Hookyard/NeverArrived", { service: "reconcile", stage, source: name });
    const isOfRuns = ({ statistic }: AlarmState): boolean => statistic === "SampleCount";
    return [
      {
        what: `events of "${name}" that never arrived`,
        isIt: (alarm) => isCount(alarm) && !isOfRuns(alarm),
      },
      // One that turns less often than CloudWatch looks back has none.
      ...(silenceWindow(reconcile) === undefined
        ? []
        : [
            {
              what: `whether "${name}" is still compared with its provider`,
              isIt: (alarm: AlarmState) => isCount(alarm) && isOfRuns(alarm),
            },
          ]),
    ];
  });
}

function of(metric: string, dimensions: Readonly<Record<string, string>>): Expected["isIt"] {
  return (alarm) =>
    alarm.metric === metric &&
    Object.entries(dimensions).every(([name, value]) => alarm.dimensions[name] === value);
}
