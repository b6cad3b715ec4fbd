import { leanPutEventsCall } from "@hookyard/aws/bus/lean-put-events-call";
import type { PutEventsCall } from "@hookyard/aws/bus/put-events-call";
import type { Clockwork } from "@hookyard/aws/bus/time-budget";
import { type ClientOptions, environmentCredentials } from "@hookyard/aws/clients";
import { leanTableCalls } from "@hookyard/aws/table/lean-table-calls";
import type { TableCalls } from "@hookyard/aws/table/table-calls";
import { clockwork } from "./clockwork.ts";
import {
  type Deployment,
  type Endpoints,
  hasKeys,
  hasOtherAddresses,
  type Variables,
} from "../deployment.ts";
import { createLazySdkClients } from "./lazy-sdk-clients.ts";

/** What publishing asks of AWS. Who needs more makes the SDK's client. */
export interface Clients {
  readonly putEvents: PutEventsCall;
  readonly tableCalls: TableCalls;
}

/**
 * What a function's clients are told. The keys that Lambda puts into the environment are read for each request, since they
 * are renewed there; where there are none, the SDK's own chain looks for them.
 */
export function clientOptions(
  { region, endpoints }: Deployment,
  variables: Variables,
  service: keyof Endpoints,
): ClientOptions & Clockwork {
  const endpoint = endpoints[service];
  return {
    ...clockwork,
    region,
    ...(hasKeys(variables) && { credentials: environmentCredentials(variables) }),
    ...(endpoint !== undefined && { endpoint }),
  };
}

/**
 * The way to EventBridge and the table: calls of our own where the environment says who we are and the services are at
 * their plain addresses, as on Lambda; else the SDK's clients, which are loaded only then.
 */
export function createClients(deployment: Deployment, variables: Variables): Clients {
  const options = (service: keyof Endpoints) => clientOptions(deployment, variables, service);
  if (!hasKeys(variables) || hasOtherAddresses(variables)) return createLazySdkClients(options);
  const credentials = environmentCredentials(variables);
  return {
    putEvents: leanPutEventsCall({ ...options("eventbridge"), credentials }),
    tableCalls: leanTableCalls({ ...options("dynamodb"), credentials }),
  };
}
