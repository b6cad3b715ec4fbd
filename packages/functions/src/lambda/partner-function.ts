import { type Bus, createPartnerIntake, type PartnerRefusedReason, type Router } from "@hookyard/core";
import type { Context } from "aws-lambda";
import { metric } from "../metrics.ts";
import { createIngestObserver } from "./ingest-observer.ts";
import type { Telemetry } from "./telemetry.ts";

export interface PartnerFunctionOptions {
  readonly router: Router;
  readonly bus: Bus;
  readonly telemetry: Telemetry;
  /** Told the time by which the events have to be on the bus, in milliseconds since 1970, before each invocation. */
  readonly startRequest: (deadline: number) => void;
  readonly now: () => Date;
}

/** The target of rules on partner buses: EventBridge invokes it with one event at a time. */
export type PartnerFunction = (
  event: unknown,
  context: Pick<Context, "awsRequestId" | "getRemainingTimeInMillis" | "invokedFunctionArn">,
) => Promise<void>;

/** An event of a partner bus is not on Hookyard's own bus. Lambda tries again, and then has its destination for failures. */
export class PartnerEventError extends Error {
  override readonly name = "PartnerEventError";
  readonly reason: PartnerRefusedReason | "not_stored";

  constructor(reason: PartnerEventError["reason"], message: string) {
    super(message);
    this.reason = reason;
  }
}

const answerMilliseconds = 1_000;

/**
 * Takes what a provider puts on its EventBridge partner bus as ingest takes what it posts. Rejects when the event is not
 * stored: EventBridge invokes asynchronously, so Lambda tries twice more and then sends the event to the function's
 * destination for failures. Nothing is dropped in silence.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
export function createPartnerFunction({
  router,
  bus,
  telemetry,
  startRequest,
  now,
}: PartnerFunctionOptions): PartnerFunction {
  const observer = createIngestObserver({
    sources: Object.keys(router.sources),
    telemetry,
    keep: () => undefined, // AWS vouches for the sender: there is no signature that could be wrong
  });
  return async (event, context) => {
    telemetry.begin(context);
    startRequest(now().getTime() + context.getRemainingTimeInMillis() - answerMilliseconds);
    const taken = createPartnerIntake({ router, account: accountOf(context.invokedFunctionArn), now })(event);
    if (taken.kind === "refused") {
      const { reason, detail } = taken;
      telemetry.count({ [metric.refused]: 1 }, { source: "(partner bus)" }, { reason, detail });
      throw new PartnerEventError(reason, detail);
    }
    const { source, entries } = taken;
    const results = await bus.publish(entries);
    observer.published({ source, entries, results, secretIndex: undefined });
    const refused = results.find((result) => result.status === "refused");
    if (refused !== undefined) throw new PartnerEventError("not_stored", `not stored: ${refused.reason}`);
  };
}

/** `arn:aws:lambda:<region>:<account>:function:<name>` */
function accountOf(functionArn: string): string {
  return functionArn.split(":")[4] ?? "";
}
