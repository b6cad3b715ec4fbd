import { found } from "@hookyard/aws/doctor/look";
import type { TargetState } from "@hookyard/aws/doctor/stage-state";
import { isDeepStrictEqual } from "node:util";
import type { Finding } from "../finding.ts";
import type { ConsumerInput } from "./consumer.ts";
import { about, error, redeploy, warning } from "./stage-input.ts";

/** What EventBridge tries for at most. */
const daySeconds = 86_400;

/** Whether events find their way from the bus into a consumer's queue, or into its target's dead-letter queue. */
export function checkRule(input: ConsumerInput): readonly Finding[] {
  const { name, stage, state, definition } = input;
  const fix = redeploy(stage);
  const without = "events for it go nowhere";
  const ofRule = about(state.rule, `the rule of "${name}"`, { stage, without }, (rule) => {
    const findings: Finding[] = [];
    if (rule.state !== "ENABLED")
      findings.push(
        error(
          "rule_disabled",
          `the rule of "${name}" is disabled`,
          "events that it would match are gone: only the archive still has them",
          `${fix}; then npx hookyard replay --consumer ${name} --stage ${stage} for the time between`,
        ),
      );
    if (definition !== undefined && !hasPattern(rule.pattern, definition.pattern))
      findings.push(
        warning(
          "rule_different",
          `the rule of "${name}" has another pattern than the router`,
          "it gets other events than the repository says",
          fix,
        ),
      );
    return findings;
  });
  const ofTargets = about(
    state.targets,
    `the targets of the rule of "${name}"`,
    { stage, without },
    (targets) => {
      const queue = found(state.queue)?.arn;
      const own = targets.find(({ arn }) => arn === queue);
      if (own !== undefined) return checkTarget(input, own);
      return queue === undefined
        ? []
        : [error("target_missing", `the rule of "${name}" does not lead to its queue`, without, fix)];
    },
  );
  return [...ofRule, ...ofTargets, ...checkPolicies(input)];
}

function checkTarget({ name, stage, state }: ConsumerInput, target: TargetState): readonly Finding[] {
  const findings: Finding[] = [];
  if (
    target.deadLetterQueue === undefined ||
    target.deadLetterQueue !== found(state.targetDeadLetterQueue)?.arn
  )
    findings.push(
      error(
        "target_dead_letter_queue_missing",
        `the rule of "${name}" has no dead-letter queue of its own`,
        "what EventBridge cannot put into the queue is dropped after its retries, and nothing is left of it",
        redeploy(stage),
      ),
    );
  if (target.maximumEventAgeSeconds !== undefined && target.maximumEventAgeSeconds < daySeconds)
    findings.push(
      warning(
        "target_retries_short",
        `EventBridge tries for ${target.maximumEventAgeSeconds} s to reach the queue of "${name}", and 24 h are possible`,
        "an outage of SQS makes dead letters sooner than need be",
        redeploy(stage),
      ),
    );
  return findings;
}

/** Without a policy that lets the rule in, EventBridge fails without a word. */
function checkPolicies({ name, stage, state }: ConsumerInput): readonly Finding[] {
  const rule = found(state.rule)?.arn;
  if (rule === undefined) return [];
  const queues = [
    [state.queue, `the queue of "${name}"`],
    [state.targetDeadLetterQueue, `the dead-letter queue of the rule of "${name}"`],
  ] as const;
  return queues.flatMap(([looked, what]) => {
    const queue = found(looked);
    if (queue === undefined || letsIn(queue.policy, rule)) return [];
    return [
      error(
        "queue_policy_missing",
        `${what} does not let the rule send to it`,
        "EventBridge is refused, and its events go to the dead-letter queue or nowhere",
        redeploy(stage),
      ),
    ];
  });
}

interface Statement {
  readonly Effect?: string;
  readonly Principal?: { readonly Service?: string | readonly string[] } | string;
  readonly Action?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

function letsIn(policy: string | undefined, rule: string): boolean {
  if (policy === undefined || policy === "") return false;
  const { Statement = [] } = JSON.parse(policy) as { readonly Statement?: Statement | readonly Statement[] }; // safe: SQS takes no policy of another form
  return [Statement].flat().some(({ Effect, Principal, Action, Condition = {} }) => {
    const service = typeof Principal === "object" ? [Principal.Service].flat() : [Principal];
    const actions = [Action].flat().map((action) => action?.toLowerCase());
    const arns = Object.values(Condition).flatMap((test) => test["aws:SourceArn"] ?? []);
    return (
      Effect === "Allow" &&
      (service.includes("events.amazonaws.com") || service.includes("*")) &&
      actions.some((action) => action === "sqs:sendmessage" || action === "sqs:*") &&
      (arns.length === 0 || arns.includes(rule))
    );
  });
}

function hasPattern(deployed: string, pattern: unknown): boolean {
  const { detail } = JSON.parse(deployed === "" ? "{}" : deployed) as { readonly detail?: unknown }; // safe: EventBridge takes JSON objects only
  return isDeepStrictEqual(detail, JSON.parse(JSON.stringify(pattern)));
}
