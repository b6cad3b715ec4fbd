import type { SendToOverflow } from "@hookyard/aws/bus/overflow-queue";
import type { Deployment, Variables } from "../deployment.ts";
import { clientOptions } from "./clients.ts";
import { clockwork } from "./clockwork.ts";
import { loadOnce } from "./load-once.ts";

/** The way to the overflow queue, loaded when EventBridge first refuses something: on good days it never does. */
export function createLazyOverflow(deployment: Deployment, variables: Variables): SendToOverflow {
  const sendToOverflow = loadOnce(() => load(deployment, variables));
  return async (texts, deadline) => (await sendToOverflow())(texts, deadline);
}

async function load(deployment: Deployment, variables: Variables): Promise<SendToOverflow> {
  const [{ createSqsClient }, { createSendToOverflow }] = await Promise.all([
    import("@hookyard/aws/sqs-client"),
    import("@hookyard/aws/bus/overflow-queue"),
  ]);
  const sqs = createSqsClient(clientOptions(deployment, variables, "sqs"));
  return createSendToOverflow({ ...clockwork, sqs, queue: deployment.overflowQueue });
}
