import { ConfigError, type Json } from "@hookyard/core";
import { optionalTextAt, textAt, textsAt, valueAt } from "../api/answer.ts";
import type { ApiClient } from "../api/api-client.ts";
import type {
  ClientContext,
  Endpoint,
  EndpointApi,
  ProviderClient,
  WantedEndpoint,
} from "../endpoint/endpoint.ts";
import { githubDeliveries } from "./github-deliveries.ts";
import { signedToken } from "./json-web-token.ts";
import { bearer, nextByLink, openApi, restEndpoints } from "./rest.ts";

/**
 * GitHub's hooks of a repository, an organisation or an app. A hook hears whole events (`pull_request`), not their
 * actions. The events of an app are chosen on its page, not through the API.
 * @see https://docs.github.com/rest/repos/webhooks
 * @see https://docs.github.com/rest/orgs/webhooks
 * @see https://docs.github.com/rest/apps/webhooks
 */
export const githubClient: ProviderClient = {
  provider: "github",
  name: "GitHub",
  docs: "https://docs.github.com/rest/repos/webhooks",
  permissions:
    "a fine-grained token with Webhooks: read and write on the repository (organisation: Webhooks under Organization); classic: admin:repo_hook or admin:org_hook; for an app, its private key (PEM)",
  settings: [
    { name: "repository", means: "owner/name; or organization, or app", isRequired: false },
    { name: "organization", means: "an organisation's name", isRequired: false },
    { name: "app", means: "an app's id; the key is then its private key", isRequired: false },
    {
      name: "apiUrl",
      means: "of GitHub Enterprise Server: https://github.example/api/v3",
      isRequired: false,
    },
  ],
  secret: { kind: "chosen" },
  subscriptions: { every: ["*"], nameOf: (type) => type.split(".")[0] },
  open(context) {
    const place = placeOf(context);
    const api = openApi(githubClient, context, {
      base: context.settings["apiUrl"] ?? "https://api.github.com",
      headers: {
        ...bearer(place.kind === "app" ? appToken(context, place.app) : context.key),
        accept: "application/vnd.github+json",
        "x-github-api-version": "2022-11-28",
      },
    });
    const endpoints = place.kind === "app" ? appEndpoint(api) : hooks(api, place.path);
    const deliveriesPath = (id: string | undefined): string =>
      place.kind === "app"
        ? "/app/hook/deliveries"
        : `${place.path}/${encodeURIComponent(id ?? "")}/deliveries`;
    return { endpoints, deliveries: (id) => githubDeliveries(api, deliveriesPath(id)) };
  },
};

type Place =
  | { readonly kind: "hooks"; readonly path: string }
  | { readonly kind: "app"; readonly app: string };

function placeOf({ settings, source }: ClientContext): Place {
  const { repository, organization, app } = settings;
  if (app !== undefined) return { kind: "app", app };
  if (repository !== undefined) {
    const [owner = "", name = "", ...rest] = repository.split("/");
    if (owner === "" || name === "" || rest.length > 0)
      throw new ConfigError(`the setting repository of "${source}" is no owner/name, such as acme/shop`);
    return { kind: "hooks", path: `/repos/${encodeURIComponent(owner)}/${encodeURIComponent(name)}/hooks` };
  }
  if (organization !== undefined)
    return { kind: "hooks", path: `/orgs/${encodeURIComponent(organization)}/hooks` };
  throw new ConfigError(
    `whose hook is it? Give the source "${source}" one of the settings repository (owner/name), organization or app`,
  );
}

function hooks(api: ApiClient, path: string): EndpointApi {
  const at = ({ id }: Endpoint): string => `${path}/${encodeURIComponent(id)}`;
  const body = ({ url, types, secret }: WantedEndpoint): Record<string, Json> => ({
    active: true,
    events: [...types],
    config: { url, content_type: "json", insecure_ssl: "0", ...(secret !== undefined && { secret }) },
  });
  return restEndpoints(api, {
    list: { method: "GET", path, query: { per_page: "100" } },
    items: "",
    next: nextByLink,
    read: readHook,
    create: (wanted) => ({ method: "POST", path, json: { name: "web", ...body(wanted) } }),
    created: ({ json }) => ({ endpoint: readHook(json) }),
    update: (endpoint, wanted) => ({ method: "PATCH", path: at(endpoint), json: body(wanted) }),
    remove: (endpoint) => ({ method: "DELETE", path: at(endpoint) }),
  });
}

function readHook(item: Json): Endpoint {
  const code = optionalTextAt(item, "last_response.code");
  return {
    id: textAt(item, "id"),
    url: optionalTextAt(item, "config.url") ?? "",
    types: textsAt(item, "events"),
    // A hook goes on however often it fails: what its last delivery was answered is shown by reconcile.
    status: valueAt(item, "active") === true ? "enabled" : "disabled",
    ...(code !== undefined && Number(code) >= 400 && { detail: `the last delivery was answered ${code}` }),
    ...faults(item),
  };
}

function faults(item: Json, at = "config."): Pick<Endpoint, "faults"> {
  const type = optionalTextAt(item, `${at}content_type`);
  const found = [
    ...(type !== undefined && type !== "json" ? [`its content type is ${type}`] : []),
    ...(optionalTextAt(item, `${at}insecure_ssl`) === "1" ? ["it does not check our certificate"] : []),
  ];
  return found.length === 0 ? {} : { faults: found };
}

/** The one hook of an app. Its events stand on another page of the same API, and are chosen on the app's own page. */
function appEndpoint(api: ApiClient): EndpointApi {
  const path = "/app/hook/config";
  const change = async ({ url, secret }: WantedEndpoint): Promise<void> => {
    await api.send(
      {
        does: "change the app's webhook",
        method: "PATCH",
        path,
        json: { url, content_type: "json", insecure_ssl: "0", ...(secret !== undefined && { secret }) },
        ...(secret !== undefined && { secrets: [secret] }),
      },
      () => undefined,
    );
  };
  const read = async (): Promise<Endpoint> => {
    const types = await api.send({ does: "read the app", method: "GET", path: "/app" }, ({ json }) =>
      textsAt(json, "events"),
    );
    return api.send({ does: "read the app's webhook", method: "GET", path }, ({ json }) => ({
      id: "app",
      url: optionalTextAt(json, "url") ?? "",
      types,
      status: "enabled",
      typesAreSetAt: "on the app's page, under Permissions & events",
      ...faults(json, ""),
    }));
  };
  return {
    list: async () => [await read()],
    create: async (wanted) => {
      await change(wanted);
      return { endpoint: await read() };
    },
    update: (_endpoint, wanted) => change(wanted),
    remove: async () => {
      throw new ConfigError(
        "an app's webhook cannot be removed through the API. Switch it off on the app's page",
      );
    },
  };
}

/** @see https://docs.github.com/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app */
function appToken({ key, now, source }: ClientContext, app: string): string {
  const at = Math.floor(now().getTime() / 1000);
  const malformed = `the API key of "${source}" is no private key in PEM, which an app of GitHub needs`;
  return signedToken({ iat: at - 60, exp: at + 540, iss: app }, { key, malformed });
}
