import { ConfigError, type Json, type JsonObject } from "@hookyard/core";
import { listAt, optionalTextAt, textAt } from "../api/answer.ts";
import type { ClientContext, Endpoint, ProviderClient, WantedEndpoint } from "../endpoint/endpoint.ts";
import { bearer, openApi, restEndpoints, settingOf } from "./rest.ts";

/**
 * Hooks of one package, scope or user at a registry that still offers them; npm's own gave the service up in July 2024.
 * They hear of everything, and nothing says whether one is switched off. (Paths and fields from npm's description of
 * its registry and from libnpmhook 11.0.0; what a list names an owner's hook, from memory.)
 * @see https://github.com/npm/registry/blob/main/docs/hooks/endpoints.md
 */
export const npmHooksClient: ProviderClient = {
  provider: "npm-hooks",
  name: "npm hooks",
  docs: "https://github.com/npm/registry/blob/main/docs/hooks/endpoints.md",
  permissions: "an access token that may write, and asks for no one-time password",
  settings: [
    { name: "registry", means: "its address: https://npm.acme.example", isRequired: true },
    { name: "package", means: "@acme/prices, the scope @acme or the user ~ada", isRequired: true },
  ],
  secret: { kind: "chosen" },
  subscriptions: { every: [], areChosen: false },
  notes: "npm's own registry gave its hooks up in July 2024.",
  open(context) {
    const watched = watchedBy(settingOf(context, "package"));
    const api = openApi(npmHooksClient, context, { base: registryOf(context), headers: bearer(context.key) });
    const path = "/-/npm/v1/hooks";
    const at = ({ id }: Endpoint): string => `${path}/hook/${encodeURIComponent(id)}`;
    return {
      endpoints: restEndpoints(api, {
        list: { method: "GET", path, query: { limit: "100", offset: "0" } },
        items: "objects",
        // How many there are is not told: the last page is the empty one.
        next: ({ json }, call) => {
          const count = listAt(json, "objects").length;
          const offset = Number(call.query?.["offset"]) + count;
          return count === 0 ? undefined : { ...call, query: { ...call.query, offset: String(offset) } };
        },
        read: (item) => {
          const isOurs =
            textAt(item, "type") === watched.type &&
            [watched.name, `~${watched.name}`].includes(textAt(item, "name"));
          return isOurs ? readHook(item) : undefined;
        },
        create: (wanted) => ({
          method: "POST",
          path: `${path}/hook`,
          json: { ...watched, ...fields(wanted) },
        }),
        created: ({ json }) => ({ endpoint: readHook(json) }),
        update: (endpoint, wanted) => ({ method: "PUT", path: at(endpoint), json: fields(wanted) }),
        remove: (endpoint) => ({ method: "DELETE", path: at(endpoint) }),
      }),
    };
  },
};

function registryOf(context: ClientContext): string {
  const registry = settingOf(context, "registry");
  if (!URL.canParse(registry) || new URL(registry).protocol !== "https:")
    throw new ConfigError(
      `the setting registry of "${context.source}" is no address: https://npm.acme.example`,
    );
  return registry.replace(/\/+$/, "");
}

/** A user's hook is named without the `~`. */
function watchedBy(name: string): { readonly type: "package" | "scope" | "owner"; readonly name: string } {
  if (name.startsWith("~")) return { type: "owner", name: name.slice(1) };
  return { type: name.startsWith("@") && !name.includes("/") ? "scope" : "package", name };
}

function fields({ url, secret }: WantedEndpoint): JsonObject {
  return { endpoint: url, ...(secret !== undefined && { secret }) };
}

function readHook(item: Json): Endpoint {
  return {
    id: textAt(item, "id"),
    url: optionalTextAt(item, "endpoint") ?? "",
    types: [],
    status: "enabled",
  };
}
