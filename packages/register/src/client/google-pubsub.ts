import { ConfigError, type Json, type JsonObject } from "@hookyard/core";
import { listAt, objectAt, optionalTextAt, textAt, valueAt } from "../api/answer.ts";
import type { ApiClient } from "../api/api-client.ts";
import type { ClientContext, Endpoint, ProviderClient } from "../endpoint/endpoint.ts";
import { signedToken } from "./json-web-token.ts";
import { withAccessToken } from "./oauth.ts";
import { bearer, openApi, restEndpoints, settingOf } from "./rest.ts";

/**
 * Pub/Sub's push subscriptions to one topic, in the topic's project. Each request carries a token of the service account
 * in the settings, which are those that the preset verifies it with. One is made as `hookyard-<source>`, and never runs
 * out for want of messages; of one that is there already, only where and how it pushes is changed.
 * @see https://cloud.google.com/pubsub/docs/reference/rest/v1/projects.subscriptions
 */
export const googlePubsubClient: ProviderClient = {
  provider: "google-pubsub",
  name: "Google Cloud Pub/Sub",
  docs: "https://cloud.google.com/pubsub/docs/reference/rest/v1/projects.subscriptions",
  permissions:
    "a service account's key, the whole JSON, with the roles Pub/Sub Editor on the project and Service Account User on the account that signs",
  settings: [
    { name: "topic", means: "projects/acme/topics/orders", isRequired: true },
    { name: "audience", means: "as the preset has it: any text, such as the URL", isRequired: true },
    { name: "serviceAccount", means: "the email of the account that signs", isRequired: true },
  ],
  secret: { kind: "none" },
  subscriptions: { every: [], areChosen: false },
  open(context) {
    const topic = settingOf(context, "topic");
    const [, project] = /^projects\/([^/]+)\/topics\/[^/]+$/.exec(topic) ?? [];
    if (project === undefined)
      throw new ConfigError(
        `the setting topic of "${context.source}" is no topic's name: projects/acme/topics/orders`,
      );
    const token: OidcToken = {
      serviceAccountEmail: settingOf(context, "serviceAccount"),
      audience: settingOf(context, "audience"),
    };
    const path = `/v1/projects/${encodeURIComponent(project)}/subscriptions`;
    return {
      endpoints: restEndpoints(openPubsub(context), {
        list: { method: "GET", path, query: { pageSize: "1000" } },
        items: ({ json }) => subscriptionsIn(json),
        next: ({ json }, call) => {
          const pageToken = optionalTextAt(json, "nextPageToken") ?? "";
          return pageToken === "" ? undefined : { ...call, query: { ...call.query, pageToken } };
        },
        read: (item) => {
          const isPush = (optionalTextAt(item, "pushConfig.pushEndpoint") ?? "") !== "";
          return isPush && textAt(item, "topic") === topic ? readSubscription(item, token) : undefined;
        },
        create: ({ url }) => ({
          method: "PUT",
          path: `${path}/hookyard-${encodeURIComponent(context.source)}`,
          // Without a policy it would be removed after 31 days in which nothing was pushed.
          json: { topic, pushConfig: pushConfig(url, token), expirationPolicy: {} },
        }),
        created: ({ json }) => ({ endpoint: readSubscription(json, token) }),
        update: ({ id }, { url }) => ({
          method: "PATCH",
          path: `/v1/${encodeURI(id)}`,
          json: { subscription: { pushConfig: pushConfig(url, token) }, updateMask: "pushConfig" },
        }),
        remove: ({ id }) => ({ method: "DELETE", path: `/v1/${encodeURI(id)}` }),
      }),
    };
  },
};

/** Where there are none, the answer has no fields at all. */
function subscriptionsIn(json: Json): readonly Json[] {
  return Object.keys(objectAt(json, "")).length === 0 ? [] : listAt(json, "subscriptions");
}

interface OidcToken {
  readonly serviceAccountEmail: string;
  readonly audience: string;
}

function pushConfig(pushEndpoint: string, { serviceAccountEmail, audience }: OidcToken): JsonObject {
  return { pushEndpoint, oidcToken: { serviceAccountEmail, audience } };
}

function readSubscription(item: Json, token: OidcToken): Endpoint {
  const account = optionalTextAt(item, "pushConfig.oidcToken.serviceAccountEmail");
  const audience = optionalTextAt(item, "pushConfig.oidcToken.audience");
  const isOther = account !== token.serviceAccountEmail || audience !== token.audience;
  const faults = [
    ...(account === undefined ? ["its requests carry no token"] : []),
    ...(account !== undefined && isOther ? ["its token has another service account or audience"] : []),
    ...(valueAt(item, "pushConfig.noWrapper") === undefined
      ? []
      : ["its messages come without their wrapper"]),
  ];
  return {
    id: textAt(item, "name"),
    url: textAt(item, "pushConfig.pushEndpoint"),
    types: [],
    status: "enabled",
    ...(faults.length > 0 && { faults }),
  };
}

const tokenHost = "https://oauth2.googleapis.com";

/** @see https://developers.google.com/identity/protocols/oauth2/service-account#authorizingrequests */
function openPubsub(context: ClientContext): ApiClient {
  const account = readKey(context);
  const at = Math.floor(context.now().getTime() / 1000);
  // Sent to Google's own host alone, whatever address the key's file names.
  const assertion = signedToken(
    {
      iss: account.email,
      scope: "https://www.googleapis.com/auth/pubsub",
      aud: `${tokenHost}/token`,
      iat: at,
      exp: at + 3600,
    },
    { key: account.privateKey, malformed: malformed(context) },
  );
  const secrets = [account.privateKey, assertion];
  return withAccessToken(
    {
      api: openApi(googlePubsubClient, context, { base: tokenHost, headers: {}, secrets }),
      path: "/token",
      form: [
        ["grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"],
        ["assertion", assertion],
      ],
    },
    (token) =>
      openApi(googlePubsubClient, context, {
        base: "https://pubsub.googleapis.com",
        headers: bearer(token),
        secrets: [token, ...secrets],
      }),
  );
}

function readKey(context: ClientContext): { readonly email: string; readonly privateKey: string } {
  const key = parsed(context.key);
  const email = optionalTextAt(key, "client_email");
  const privateKey = optionalTextAt(key, "private_key");
  if (email === undefined || privateKey === undefined) throw new ConfigError(malformed(context));
  return { email, privateKey };
}

function parsed(key: string): Json {
  try {
    return JSON.parse(key) as Json; // safe: what JSON.parse gives
  } catch {
    return null; // told by the caller, and without the cause, which may quote the key
  }
}

function malformed({ source }: ClientContext): string {
  return `the API key of "${source}" is no service account's key in JSON, with client_email and private_key`;
}
