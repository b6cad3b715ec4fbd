import { ConfigError, type Json } from "@hookyard/core";
import { listAt, optionalTextAt, textAt } from "../api/answer.ts";
import type { ApiClient } from "../api/api-client.ts";
import type { ClientContext, Endpoint, EndpointApi, ProviderClient } from "../endpoint/endpoint.ts";
import { withAccessToken } from "./oauth.ts";
import { bearer, everyPage, openApi, type RestEndpoints, restEndpoints, settingOf } from "./rest.ts";
import { urlWithSecret, urlWithoutSecret } from "./secret-in-url.ts";

/** Under which the preset finds the secret in the URL. */
const secretName = "token";

/**
 * Docker Hub's webhooks of a repository, which hear of pushes. Nothing is signed, so the URL carries the secret. Docker
 * describes the calls that make them nowhere: paths and fields are as its own site and several public clients have
 * them; there, a webhook is never changed. A webhook that calls several URLs is left alone.
 * @see https://docs.docker.com/reference/api/hub/latest/
 */
export const dockerHubClient: ProviderClient = {
  provider: "docker-hub",
  name: "Docker Hub",
  docs: "https://docs.docker.com/reference/api/hub/latest/",
  permissions:
    "an account's name and personal access token with Read, Write and Delete, as name:dckr_pat_…, of an admin of the repository",
  settings: [{ name: "repository", means: "acme/shop", isRequired: true }],
  secret: { kind: "chosen" },
  subscriptions: { every: [], areChosen: false },
  recreates: "new_first",
  notes: "Docker does not describe the calls that make webhooks: they may change.",
  open(context) {
    const path = `${repositoryPath(context)}/webhook_pipeline/`;
    const api = openDockerHub(context);
    const pages: Pick<RestEndpoints, "list" | "items" | "next"> = {
      list: { method: "GET", path, query: { page_size: "100" } },
      items: "results",
      next: ({ json }) => {
        const next = optionalTextAt(json, "next");
        return next === undefined ? undefined : { method: "GET", path: next };
      },
    };
    const named = (name: string): EndpointApi =>
      restEndpoints(api, {
        ...pages,
        read: (item) => (listAt(item, "webhooks").length === 1 ? readPipeline(item) : undefined),
        create: (wanted) => {
          const webhooks = [{ name, hook_url: urlWithSecret(wanted, secretName) }];
          return { method: "POST", path, json: { name, expect_final_callback: false, webhooks } };
        },
        created: ({ json }) => ({ endpoint: readPipeline(json) }),
        remove: ({ id }) => ({ method: "DELETE", path: `${path}${encodeURIComponent(id)}/` }),
      });
    const name = `hookyard-${context.source}`;
    const create: EndpointApi["create"] = async (wanted) => {
      const does = "list the names of its webhooks";
      const taken = await everyPage(api, { ...pages, does, read: (item) => textAt(item, "name") });
      return named(freeName(name, new Set(taken))).create(wanted);
    };
    return { endpoints: { ...named(name), create } };
  },
};

/** A webhook's id is made of its name, which no second one may have: the old one goes after the new one has come. */
function freeName(name: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${name}-${number}`;
    if (!taken.has(candidate)) return candidate;
  }
}

function repositoryPath(context: ClientContext): string {
  const [owner = "", name = "", ...rest] = settingOf(context, "repository").split("/");
  if (owner === "" || name === "" || rest.length > 0)
    throw new ConfigError(
      `the setting repository of "${context.source}" is no owner/name, such as acme/shop`,
    );
  return `/v2/repositories/${encodeURIComponent(owner)}/${encodeURIComponent(name)}`;
}

/** @see https://docs.docker.com/reference/api/hub/latest/#tag/authentication-api/operation/AuthCreateAccessToken */
function openDockerHub(context: ClientContext): ApiClient {
  const [identifier = "", ...rest] = context.key.split(":");
  const secret = rest.join(":");
  if (identifier === "" || secret === "")
    throw new ConfigError(
      `the API key of "${context.source}" is no name:token, which Docker Hub's API needs`,
    );
  const base = "https://hub.docker.com";
  return withAccessToken(
    {
      api: openApi(dockerHubClient, context, { base, headers: {}, secrets: [secret] }),
      path: "/v2/auth/token",
      json: { identifier, secret },
    },
    (token) => openApi(dockerHubClient, context, { base, headers: bearer(token), secrets: [token, secret] }),
  );
}

function readPipeline(item: Json): Endpoint {
  return {
    id: textAt(item, "slug"),
    url: urlWithoutSecret(textAt(item, "webhooks.0.hook_url"), secretName),
    types: [],
    status: "enabled",
  };
}
