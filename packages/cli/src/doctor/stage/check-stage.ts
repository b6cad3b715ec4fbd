import type { Finding } from "../finding.ts";
import { checkAlarms } from "./alarms.ts";
import { checkConsumer } from "./consumer.ts";
import { checkLimits } from "./limits.ts";
import { checkSecrets } from "./secrets.ts";
import { about, error, redeploy, type StageInput, warning } from "./stage-input.ts";

/** What is wrong with a deployed stage. */
export function checkStage(input: StageInput): readonly Finding[] {
  const { resources, state, router } = input;
  const { stage } = resources;
  return [
    ...checkKept(input),
    ...Object.entries(state.consumers).flatMap(([name, consumer]) =>
      checkConsumer({ name, stage, state: consumer, definition: router?.consumers[name] }),
    ),
    ...checkDeployed(input),
    ...checkSecrets(input),
    ...checkAlarms(input),
    ...checkLimits(input),
  ];
}

/** The bus, and what remembers events. */
function checkKept({ resources, state }: StageInput): readonly Finding[] {
  const { stage } = resources;
  const fix = redeploy(stage);
  const busArn = state.bus.kind === "found" ? state.bus.thing.arn : undefined;
  return [
    ...about(
      state.bus,
      `the bus "${resources.bus}"`,
      {
        stage,
        without:
          "EventBridge takes events for a bus that is not there, answers that all is well, and they are gone",
      },
      () => [],
    ),
    ...about(
      state.archive,
      `the archive "${resources.archive}"`,
      { stage, without: "no event can be replayed" },
      ({ state: is, eventSourceArn }) =>
        is === "ENABLED" && (busArn === undefined || eventSourceArn === busArn)
          ? []
          : [
              error(
                "archive_off",
                is === "ENABLED" ? "the archive is of another bus" : `the archive is ${is.toLowerCase()}`,
                "what is not archived cannot be replayed",
                fix,
              ),
            ],
    ),
    ...about(
      state.table,
      `the table "${resources.table}"`,
      { stage, without: "every webhook is answered 503" },
      (table) => {
        const findings: Finding[] = [];
        if (!table.hasPointInTimeRecovery)
          findings.push(
            error(
              "recovery_off",
              "point-in-time recovery of the table is off",
              "what is deleted by mistake cannot be brought back: events, dead letters, and what was handled already",
              fix,
            ),
          );
        if (table.expiresBy !== "expires")
          findings.push(
            warning(
              "expiry_off",
              "the table does not expire its items",
              "it grows, and is paid for, without end",
              fix,
            ),
          );
        return findings;
      },
    ),
  ];
}

/** Whether the stage is the repository's router. */
function checkDeployed({ resources, router }: StageInput): readonly Finding[] {
  if (router === undefined) return [];
  const fix = `npx sst deploy --stage ${resources.stage}`;
  const kinds = [
    ["consumer", Object.keys(router.consumers), Object.keys(resources.consumers)],
    ["source", Object.keys(router.sources), Object.keys(resources.sources)],
  ] as const;
  return kinds.flatMap(([kind, defined, deployed]) => [
    ...defined
      .filter((name) => !deployed.includes(name))
      .map((name) =>
        warning(
          `${kind}_not_deployed`,
          `the ${kind} "${name}" is not deployed`,
          "the router has it, the stage does not",
          fix,
        ),
      ),
    ...deployed
      .filter((name) => !defined.includes(name))
      .map((name) =>
        warning(
          `${kind}_gone`,
          `the ${kind} "${name}" is deployed, and the router does not have it`,
          "the next deploy removes it, and what waits for it",
          fix,
        ),
      ),
  ]);
}
