import type { Consumer } from "@hookyard/core";
import { deployedConsumer } from "./deployment.ts";
import type { ConsumerFunction } from "./lambda/consumer-function.ts";
import { loadOnce } from "./lambda/load-once.ts";

/**
 * A consumer as a Lambda function behind its queue. A consumer's file exports it as `handler`; the local run imports the
 * same file and never calls it, so nothing of AWS is loaded until the first invocation, or until the function of this very
 * consumer starts. Rejects with `ConfigError` when the function's environment is incomplete. What could not be loaded is
 * loaded again by the next invocation.
 *
 * @example export const handler = lambdaConsumer(fulfilOrder);
 */
export function lambdaConsumer(consumer: Consumer): ConsumerFunction {
  const load = loadOnce(() => createFunction(consumer));
  if (deployedConsumer(process.env) === consumer.name) {
    // The function of this consumer starts: what is loaded now is not waited for by the first message. What fails is
    // tried again by the first invocation, where it is told.
    load().catch(() => undefined);
  }
  return async (event, context) => (await load())(event, context);
}

async function createFunction(consumer: Consumer): Promise<ConsumerFunction> {
  const { createDeployedConsumer } = await import("./lambda/deployed-consumer.ts");
  return createDeployedConsumer(consumer, process.env);
}
