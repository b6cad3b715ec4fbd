import { createEventBridgeClient, environmentCredentials } from "@hookyard/aws/clients";
import type { LeanOptions } from "@hookyard/aws/json-call/lean-options";
import { leanTableCalls } from "@hookyard/aws/table/lean-table-calls";
import type { TableCalls } from "@hookyard/aws/table/table-calls";
import { clockwork } from "./clockwork.ts";
import type { Deployment, Endpoints, Variables } from "../deployment.ts";

/** The clients that every function needs, each made when it is first asked for and then kept, with its connections. */
export interface Clients {
  eventBridge(): ReturnType<typeof createEventBridgeClient>;
  /** What publishing asks of the table. Who needs more of it makes the SDK's client. */
  tableCalls(): TableCalls;
}

/** What a function's clients are told. */
export function clientOptions(
  { region, endpoints }: Deployment,
  variables: Variables,
  service: keyof Endpoints,
): LeanOptions {
  const endpoint = endpoints[service];
  return {
    ...clockwork,
    region,
    credentials: environmentCredentials(variables),
    ...(endpoint !== undefined && { endpoint }),
  };
}

/** Clients with the credentials that Lambda puts into the environment, read for each request: they are renewed there. */
export function createClients(deployment: Deployment, variables: Variables): Clients {
  const options = (service: keyof Endpoints): LeanOptions => clientOptions(deployment, variables, service);
  return {
    eventBridge: once(() => createEventBridgeClient(options("eventbridge"))),
    tableCalls: once(() => leanTableCalls(options("dynamodb"))),
  };
}

function once<Client>(create: () => Client): () => Client {
  let client: Client | undefined;
  return () => (client ??= create());
}
