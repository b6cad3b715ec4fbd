import type { Operator } from "@hookyard/core/operator/operator";
import { createOperatorClient } from "@hookyard/core/operator/client";
import { readOwner } from "@hookyard/embedded";

/** How many deliveries the engine itself says are in each state. */
export type DeliveryStates = Awaited<ReturnType<Operator["overview"]>>["deliveries"];

/** Asks the Hookyard that runs on `data` over its operator API. Throws when none runs. */
export async function deliveryStates(data: string): Promise<DeliveryStates> {
  const owner = readOwner(data);
  if (owner === undefined) throw new Error(`no Hookyard runs on ${data}`);
  const operator = createOperatorClient({ url: owner.operatorUrl, token: owner.operatorToken, fetch });
  const { deliveries } = await operator.overview();
  return deliveries;
}
