import { ConfigError, type Router, type SourceDefinition } from "@hookyard/core";
import { apiKeyVariable } from "@hookyard/core/secret-variable";
import type { ApiWorld } from "../api/api-client.ts";
import { clientFor } from "../clients.ts";
import type { OpenedClient, ProviderClient } from "../endpoint/endpoint.ts";
import { subscriptionsFor } from "../endpoint/subscription.ts";
import { usableTypes } from "../endpoint/usable-types.ts";

/** A source with the client of its provider, before a key is asked for. */
export interface SourceClient {
  readonly source: SourceDefinition;
  /** Absent where no API makes endpoints. */
  readonly client: ProviderClient | undefined;
  /** What to subscribe to, in the provider's names; `*` for all. */
  readonly types: readonly string[];
}

/** Finds a source and what it should be subscribed to. Throws `ConfigError`. */
export function findSourceClient(
  router: Router,
  name: string,
  { all, settings = {} }: { readonly all: boolean; readonly settings?: Readonly<Record<string, string>> },
): SourceClient {
  const found = Object.hasOwn(router.sources, name) ? router.sources[name] : undefined;
  if (found === undefined) {
    throw new ConfigError(
      `the router has no source "${name}". It has ${Object.keys(router.sources).join(", ") || "none"}`,
    );
  }
  const source = { ...found, settings: { ...found.settings, ...settings } };
  const client = clientFor(source.provider.id);
  const usable = usableTypes(router, source);
  if (client === undefined) {
    const own = [...usable.types, ...[...usable.prefixes].map((prefix) => `${prefix}*`)].toSorted();
    return { source, client, types: all || usable.everything ? ["*"] : own };
  }
  const names = client.subscriptions;
  const types = all ? names.every : subscriptionsFor(names, usable, source.provider);
  if (names.areChosen !== false && types.length === 0) {
    throw new ConfigError(
      `no consumer of the router can use anything that ${client.name} sends to "${name}". Add one, or subscribe to everything with --all`,
    );
  }
  return { source, client, types };
}

/** Opens a provider's API for a source. Throws `ConfigError` where a setting is missing. */
export function openClient(
  { source, client }: { readonly source: SourceDefinition; readonly client: ProviderClient },
  key: string,
  world: ApiWorld,
): OpenedClient {
  for (const { name, means, isRequired } of client.settings) {
    if (!isRequired || (source.settings[name] ?? "") !== "") continue;
    throw new ConfigError(
      `${client.name} needs to know ${name} (${means}). Write it into the router: source(…, { settings: { ${name}: "…" } }), or give it with --set ${name}=…`,
    );
  }
  if (/[^\x20-\x7e\n\r]/.test(key) || key.trim() === "") {
    throw new ConfigError(
      `the API key in ${apiKeyVariable(source.name)} is empty or has letters that no key has`,
    );
  }
  return client.open({ ...world, source: source.name, key: key.trim(), settings: source.settings });
}
