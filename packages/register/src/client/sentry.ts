import { ConfigError, type Json, type JsonObject } from "@hookyard/core";
import { listAt, objectAt, optionalTextAt, textAt, textsAt, valueAt } from "../api/answer.ts";
import type { ApiClient } from "../api/api-client.ts";
import type { Endpoint, EndpointApi, ProviderClient, WantedEndpoint } from "../endpoint/endpoint.ts";
import { bearer, openApi } from "./rest.ts";

/**
 * Sentry's internal integration named `Hookyard <source>`: its webhook URL, its resources (`issue`), its client secret.
 * Alerts come as the alert rules say once the integration may be an alert action. Shapes as in its own library
 * (@sentry/api 0.1.0), which has no call that makes one or renews its secret.
 * @see https://docs.sentry.io/organization/integrations/integration-platform/webhooks/
 */
export const sentryClient: ProviderClient = {
  provider: "sentry",
  name: "Sentry",
  docs: "https://docs.sentry.io/organization/integrations/integration-platform/webhooks/",
  permissions: "an auth token of a manager or owner with org:read, org:write and event:read",
  settings: [
    { name: "organization", means: "its slug", isRequired: true },
    { name: "apiUrl", means: "of another region or self-hosted: https://de.sentry.io", isRequired: false },
  ],
  secret: { kind: "given" },
  subscriptions: {
    every: ["comment", "error", "issue"],
    nameOf: (type) => {
      const [resource = ""] = type.split(".");
      return ["comment", "error", "issue"].includes(resource) ? resource : undefined; // alerts, installations: not chosen here
    },
  },
  isSingle: true,
  open(context) {
    const { organization, apiUrl } = context.settings;
    if (organization === undefined)
      throw new ConfigError(`the source "${context.source}" needs the setting organization`);
    const api = openApi(sentryClient, context, {
      base: apiUrl ?? "https://sentry.io",
      headers: bearer(context.key),
    });
    return { endpoints: integration(api, organization, `Hookyard ${context.source}`) };
  },
};

function integration(api: ApiClient, organization: string, name: string): EndpointApi {
  const all = `/api/0/organizations/${encodeURIComponent(organization)}/sentry-apps/`;
  const one = (id: string): string => `/api/0/sentry-apps/${encodeURIComponent(id)}/`;
  const body = ({ url, types }: WantedEndpoint): JsonObject => ({
    name,
    webhookUrl: url,
    events: [...types],
    isInternal: true,
    isAlertable: true,
    verifyInstall: false,
    // A resource can be heard of only by who may read it.
    scopes: ["event:read", "org:read", "project:read"],
  });
  return {
    list: () =>
      api.send({ does: "list its integrations", method: "GET", path: all }, ({ json }) =>
        listAt(json, "")
          .filter((app) => optionalTextAt(app, "name") === name)
          .map(readApp),
      ),
    create: (wanted) =>
      api.send(
        {
          does: "create the integration",
          method: "POST",
          path: "/api/0/sentry-apps/",
          json: { ...body(wanted), organization },
        },
        (answer) => ({
          endpoint: readApp(objectAt(answer.json, "")),
          secret: textAt(answer.json, "clientSecret"),
        }),
      ),
    update: ({ id }, wanted) =>
      api.send(
        { does: "change the integration", method: "PUT", path: one(id), json: body(wanted) },
        () => undefined,
      ),
    remove: ({ id }) =>
      api.send(
        { does: "remove the integration", method: "DELETE", path: one(id), accepts: [404] },
        () => undefined,
      ),
    revealSecret: ({ id }) =>
      api.send({ does: "read the integration's secret", method: "GET", path: one(id) }, ({ json }) =>
        textAt(json, "clientSecret"),
      ),
    rotateSecret: ({ id }) =>
      api.send(
        {
          does: "rotate the integration's secret",
          method: "POST",
          path: `${one(id)}rotate-secret/`,
          json: {},
        },
        ({ json }) => textAt(json, "clientSecret"),
      ),
  };
}

function readApp(item: Json): Endpoint {
  return {
    id: textAt(item, "slug"),
    url: optionalTextAt(item, "webhookUrl") ?? "",
    types: textsAt(item, "events"),
    status: "enabled",
    ...(valueAt(item, "isAlertable") === false && { faults: ["alert rules cannot send to it"] }),
  };
}
