import type { RefusedStore } from "@hookyard/aws/refused/refused-store";
import type { Deployment, Variables } from "../deployment.ts";
import { clientOptions } from "./clients.ts";
import { loadOnce } from "./load-once.ts";

/** What keeps refused requests, loaded with the SDK's client for the table when the first comes: most instances see none. */
export function createLazyRefusedStore(
  deployment: Deployment,
  variables: Variables,
): Pick<RefusedStore, "keep"> {
  const store = loadOnce(() => load(deployment, variables));
  return { keep: async (request) => (await store()).keep(request) };
}

async function load(deployment: Deployment, variables: Variables): Promise<RefusedStore> {
  const [{ createDynamodbClient }, { createRefusedStore }] = await Promise.all([
    import("@hookyard/aws/dynamodb-client"),
    import("@hookyard/aws/refused/refused-store"),
  ]);
  const dynamodb = createDynamodbClient(clientOptions(deployment, variables, "dynamodb"));
  return createRefusedStore({ dynamodb, table: deployment.table });
}
