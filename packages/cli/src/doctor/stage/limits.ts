import { found } from "@hookyard/aws/doctor/look";
import type { Finding } from "../finding.ts";
import { about, error, type StageInput, warning } from "./stage-input.ts";

/** From this share of a quota on, it is near. */
const nearShare = 0.8;

/** Whether what the account may use is enough for the stage. */
export function checkLimits({ resources, state }: StageInput): readonly Finding[] {
  const { stage } = resources;
  const without = "whether the account's limits are near is not known";
  const { concurrency, rules, puts } = state.limits;
  return [
    ...about(concurrency, "the account's concurrency", { stage, without }, ({ limit, unreserved, most }) => [
      ...starving({ resources, state }, unreserved),
      ...near(
        "Lambda's concurrent executions",
        most,
        limit,
        "more are throttled: webhooks are answered 429, and deliveries wait",
        {
          service: "lambda",
          code: "L-B99A9384",
        },
      ),
    ]),
    ...about(rules, "the rules of the bus", { stage, without }, ({ used, limit }) =>
      near("rules of the bus", used, limit, "the next consumer cannot be deployed", { service: "events" }),
    ),
    ...about(puts, "the rate of PutEvents", { stage, without }, ({ most, limit }) =>
      near(
        "PutEvents calls a second",
        most,
        limit,
        "more are throttled and go by the overflow queue, later",
        {
          service: "events",
        },
      ),
    ),
  ];
}

/** When all consumers are at their most, something has to be left for the function that answers providers. */
function starving(
  { resources, state }: Pick<StageInput, "resources" | "state">,
  unreserved: number,
): readonly Finding[] {
  const findings: Finding[] = [];
  let together = 0;
  for (const [name, consumer] of Object.entries(state.consumers)) {
    const reserved = found(consumer.function)?.reservedConcurrency;
    const most = found(consumer.mapping)?.maximumConcurrency;
    if (reserved === undefined) together += most ?? 0;
    else if (reserved > 0 && most !== undefined && most > Math.max(reserved, 2))
      findings.push(
        error(
          "consumer_throttled",
          `"${name}" is handed ${most} deliveries at once, and its function may run ${reserved} times`,
          "what is throttled counts as received: deliveries become dead letters that no handler ever saw",
          `npx sst refresh --stage ${resources.stage}, then npx sst deploy --stage ${resources.stage}`,
        ),
      );
  }
  const isReserved = (found(state.ingest)?.reservedConcurrency ?? 0) > 0;
  if (together < unreserved || isReserved) return findings;
  return [
    ...findings,
    error(
      "concurrency_starving",
      `the consumers may run ${together} times at once, and the account has ${unreserved} for all of them and the ingest function`,
      "a burst of deliveries leaves nothing for the door: webhooks are answered 429",
      "lower concurrency in the router, set reservedConcurrency in infra/settings.ts, or: aws service-quotas request-service-quota-increase --service-code lambda --quota-code L-B99A9384 --desired-value 1000",
    ),
  ];
}

function near(
  what: string,
  used: number,
  limit: number | undefined,
  why: string,
  { service, code = "<its code>" }: { readonly service: string; readonly code?: string },
): readonly Finding[] {
  if (limit === undefined || limit === 0 || used < limit * nearShare) return [];
  return [
    warning(
      "quota_near",
      `${what}: ${Math.round(used)} of ${limit}`,
      why,
      `aws service-quotas list-service-quotas --service-code ${service} shows the quotas; aws service-quotas request-service-quota-increase --service-code ${service} --quota-code ${code} --desired-value ${limit * 2}`,
    ),
  ];
}
