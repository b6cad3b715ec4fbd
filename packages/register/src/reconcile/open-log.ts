import type { OpenedClient, ProviderClient } from "../endpoint/endpoint.ts";
import { isSubscribed } from "../endpoint/subscription.ts";
import type { DeliveryLog } from "./delivery-log.ts";

/** What happened this recently may still be on its way. */
export const graceMilliseconds = 120_000;

/** A provider's log, and what of it should have come. */
export interface OpenedLog {
  readonly log: DeliveryLog;
  /** Whether an event of this type should have come. */
  readonly isExpected: (type: string) => boolean;
}

export interface OpenLogOptions {
  readonly client: ProviderClient;
  readonly opened: OpenedClient;
  /** The endpoint that was registered from here. */
  readonly registered: { readonly id: string } | undefined;
  /** What the router's consumers can use: expected where the endpoint does not say what it is subscribed to. */
  readonly types: readonly string[];
  /** Expects every type. */
  readonly all: boolean;
}

/**
 * The log to compare with: of the endpoint that was registered, else of the only one that there is. `undefined` where
 * the provider keeps none. Throws `ApiError`.
 */
export async function openLog(options: OpenLogOptions): Promise<OpenedLog | undefined> {
  const { client, opened, all } = options;
  if (opened.deliveries === undefined) return undefined;
  const endpoint = await ownEndpoint(opened, options.registered);
  const log = opened.deliveries(endpoint?.id);
  const expected = all ? ["*"] : (endpoint?.types ?? options.types);
  return {
    log,
    // What an endpoint was sent is expected as a whole; an account's log holds more than one endpoint hears.
    isExpected: (type) => log.isOfEndpoint === true || isSubscribed(client.subscriptions, expected, type),
  };
}

async function ownEndpoint(
  { endpoints }: OpenedClient,
  registered: { readonly id: string } | undefined,
): Promise<{ readonly id: string; readonly types?: readonly string[] } | undefined> {
  const all = (await endpoints?.list()) ?? [];
  if (registered !== undefined) return all.find(({ id }) => id === registered.id) ?? registered;
  return all.length === 1 ? all[0] : undefined;
}
