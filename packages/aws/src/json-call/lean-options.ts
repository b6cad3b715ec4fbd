import {
  type AwsCredentials,
  type ClientOptions,
  connectionTimeoutMilliseconds,
  domainOf,
  maxSockets,
} from "../clients.ts";
import type { Clockwork } from "../bus/time-budget.ts";
import type { JsonCallOptions } from "./json-call.ts";

/** What a service is asked with without its whole SDK client. */
export interface LeanOptions extends ClientOptions, Clockwork {
  /** There is no default chain here. */
  readonly credentials: () => Promise<AwsCredentials>;
}

/** The same address, timeouts and tries that the SDK's client would have. `host`: what its address begins with. */
export function leanConfiguration(
  options: LeanOptions,
  host: string,
  defaults: { readonly requestTimeoutMilliseconds: number; readonly maxAttempts: number },
): Omit<JsonCallOptions, "service" | "jsonVersion" | "targetPrefix"> {
  const { region, credentials, now, random, sleep } = options;
  return {
    region,
    credentials,
    now,
    random,
    sleep,
    endpoint: new URL(options.endpoint ?? `https://${host}.${region}.${domainOf(region)}`),
    maxSockets,
    connectionTimeoutMilliseconds: options.connectionTimeoutMilliseconds ?? connectionTimeoutMilliseconds,
    requestTimeoutMilliseconds: options.requestTimeoutMilliseconds ?? defaults.requestTimeoutMilliseconds,
    maxAttempts: options.maxAttempts ?? defaults.maxAttempts,
  };
}
