import { found } from "@hookyard/aws/doctor/look";
import type { ConsumerState } from "@hookyard/aws/doctor/stage-state";
import { longestTotalSeconds } from "@hookyard/core/delivery/retry-policy";
import type { ConsumerDefinition } from "@hookyard/core/router/router";
import type { Finding } from "../finding.ts";
import { checkRule } from "./rule.ts";
import { about, error, redeploy, warning } from "./stage-input.ts";

const daySeconds = 86_400;
const fortnightSeconds = 14 * daySeconds;
/** @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html */
const leastVisibility = 6;
/** SQS counts no further, so a queue of a consumer with as many attempts cannot wait longer. */
const mostReceives = 1000;

export interface ConsumerInput {
  readonly name: string;
  readonly stage: string;
  readonly state: ConsumerState;
  /** Absent where the router has it no more. */
  readonly definition: ConsumerDefinition | undefined;
}

/** Whether what a consumer was deployed as keeps every delivery. */
export function checkConsumer(input: ConsumerInput): readonly Finding[] {
  return [...checkQueue(input), ...checkDeadLetters(input), ...checkFunction(input), ...checkRule(input)];
}

function checkQueue({ name, stage, state, definition }: ConsumerInput): readonly Finding[] {
  const fix = redeploy(stage);
  const without = "events for it go nowhere";
  return about(state.queue, `the queue of "${name}"`, { stage, without }, (queue) => {
    const findings: Finding[] = [];
    const timeout = found(state.function)?.timeoutSeconds ?? 0;
    if (queue.visibilitySeconds < timeout * leastVisibility) {
      findings.push(
        error(
          "visibility_short",
          `"${name}": the queue hides a delivery for ${queue.visibilitySeconds} s and its function may run ${timeout} s; it takes ${timeout * leastVisibility} s`,
          "a delivery is handed out again while its handler still runs, and has its effect twice",
          fix,
        ),
      );
    }
    const window = definition === undefined ? 0 : longestTotalSeconds(definition.retry);
    if (queue.retentionSeconds <= window) {
      findings.push(
        error(
          "retention_short",
          `"${name}": the queue keeps a delivery for ${days(queue.retentionSeconds)} and its retries take up to ${days(window)}`,
          "SQS deletes a delivery that is still being retried, and no dead letter is left",
          queue.retentionSeconds < fortnightSeconds
            ? fix
            : `shorten the retries of "${name}" in the router, then deploy`,
        ),
      );
    }
    const deadLetterQueue = found(state.deadLetterQueue)?.arn;
    if (queue.redrive === undefined) {
      findings.push(
        error(
          "redrive_missing",
          `"${name}": the queue has no dead-letter queue`,
          "a delivery whose handler crashes comes again and again until SQS deletes it",
          fix,
        ),
      );
    } else if (deadLetterQueue !== undefined && queue.redrive.to !== deadLetterQueue) {
      findings.push(
        error(
          "redrive_elsewhere",
          `"${name}": dead letters go to ${queue.redrive.to}, where nobody looks`,
          "dead-letters list does not show them",
          fix,
        ),
      );
    } else if (
      definition !== undefined &&
      queue.redrive.maxReceives <= definition.retry.attempts &&
      queue.redrive.maxReceives < mostReceives
    ) {
      findings.push(
        error(
          "redrive_early",
          `"${name}": SQS gives a delivery up after ${queue.redrive.maxReceives} receipts, and the router wants ${definition.retry.attempts} attempts`,
          "deliveries become dead letters before their retries are over, and without a reason",
          fix,
        ),
      );
    }
    return findings;
  });
}

function checkDeadLetters({ name, stage, state }: ConsumerInput): readonly Finding[] {
  const without = "what it cannot handle is lost";
  const queues = [
    [state.deadLetterQueue, `the dead-letter queue of "${name}"`],
    [state.targetDeadLetterQueue, `the dead-letter queue of the rule of "${name}"`],
  ] as const;
  return queues.flatMap(([looked, what]) =>
    about(looked, what, { stage, without }, ({ retentionSeconds }) =>
      retentionSeconds >= fortnightSeconds
        ? []
        : [
            error(
              "dead_letter_retention_short",
              `${what} keeps a letter for ${days(retentionSeconds)}, and 14 days are possible`,
              "a letter's time counts from its first sending: it may be gone before somebody looks",
              redeploy(stage),
            ),
          ],
    ),
  );
}

function checkFunction({ name, stage, state, definition }: ConsumerInput): readonly Finding[] {
  const fix = redeploy(stage);
  const without = "its deliveries wait until SQS deletes them";
  const queue = found(state.queue)?.arn;
  const ofFunction = about(state.function, `the function of "${name}"`, { stage, without }, (given) => {
    const findings: Finding[] = [];
    if (given.state === "Failed" || given.lastUpdate === "Failed")
      findings.push(error("function_failed", `"${name}": the function's last update failed`, without, fix));
    if (definition !== undefined && given.timeoutSeconds < definition.timeoutSeconds)
      findings.push(
        error(
          "function_timeout_short",
          `"${name}": the function may run ${given.timeoutSeconds} s, and the router gives its handler ${definition.timeoutSeconds} s`,
          "Lambda ends a handler that still has time, and its failure has no reason",
          fix,
        ),
      );
    if (given.reservedConcurrency === 0)
      findings.push(
        error(
          "function_stopped",
          `"${name}": the function's reserved concurrency is 0`,
          "it is never started: its deliveries wait until SQS deletes them",
          fix,
        ),
      );
    return findings;
  });
  const ofMapping = about(
    state.mapping,
    `what hands deliveries to "${name}"`,
    { stage, without },
    (mapping) => {
      const findings: Finding[] = [];
      if (mapping.state !== "Enabled")
        findings.push(
          mapping.state === "Disabled" || mapping.state === "Disabling"
            ? warning(
                "consumer_paused",
                `"${name}" gets no deliveries: its event source mapping is ${mapping.state.toLowerCase()}`,
                "its deliveries wait, and SQS deletes them after 14 days",
                `npx hookyard consumers resume ${name} --stage ${stage}`,
              )
            : warning(
                "mapping_unready",
                `"${name}": its event source mapping is ${mapping.state.toLowerCase()}`,
                "deliveries wait meanwhile",
                "run this again in a minute",
              ),
        );
      if (!mapping.reportsItemFailures)
        findings.push(
          error(
            "partial_responses_off",
            `"${name}": its event source mapping does not take partial responses`,
            "Lambda ignores which deliveries failed: those are deleted as if they were done",
            fix,
          ),
        );
      if (queue !== undefined && mapping.queueArn !== queue)
        findings.push(
          error(
            "mapping_elsewhere",
            `"${name}" reads ${mapping.queueArn} and not its own queue`,
            without,
            fix,
          ),
        );
      return findings;
    },
  );
  return [...ofFunction, ...ofMapping];
}

function days(seconds: number): string {
  return seconds >= daySeconds
    ? `${Math.round((seconds / daySeconds) * 10) / 10} days`
    : `${Math.round(seconds)} s`;
}
