import { ConfigError, type Json } from "@hookyard/core";
import { isTrueAt, listAt, optionalTextAt, textAt } from "../api/answer.ts";
import type { ApiClient } from "../api/api-client.ts";
import type { Endpoint, EndpointApi, ProviderClient } from "../endpoint/endpoint.ts";
import { hubspotObjects } from "./hubspot-objects.ts";
import { bearer, openApi } from "./rest.ts";

/**
 * HubSpot's webhooks of a public app: one URL, and a subscription for each type (for `propertyChange` one for each
 * property). Requests are signed with the app's client secret, which no API shows. Apps on the newer developer platform
 * name their webhooks in the project's files instead.
 * @see https://developers.hubspot.com/docs/api-reference/webhooks-webhooks-v3/guide
 */
export const hubspotClient: ProviderClient = {
  provider: "hubspot",
  name: "HubSpot",
  docs: "https://developers.hubspot.com/docs/api-reference/webhooks-webhooks-v3/guide",
  permissions:
    "the developer account's API key (hapikey); for reconcile in its place the token of a private app (pat-…) that may read what is compared: crm.objects.contacts.read, crm.objects.companies.read, crm.objects.deals.read",
  settings: [
    { name: "app", means: "the app's id", isRequired: true },
    {
      name: "properties",
      means: "of which changes are told, with commas between: email,firstname",
      isRequired: false,
    },
    {
      name: "objects",
      means:
        "which are compared by reconcile, with commas between (default contact,company,deal; ticket, product)",
      isRequired: false,
    },
  ],
  secret: { kind: "account", where: "the app's page in the developer account, Auth > Client secret" },
  subscriptions: {
    every: ["contact", "company", "deal", "ticket", "product"].flatMap((kind) => [
      `${kind}.creation`,
      `${kind}.deletion`,
      `${kind}.propertyChange`,
      ...(kind === "contact" ? ["contact.privacyDeletion"] : []),
    ]),
    nameOf: (type) => (type.startsWith("object.") ? undefined : type), // those of the newer platform
  },
  isSingle: true,
  open(context) {
    const { app, properties = "", objects } = context.settings;
    if (app === undefined) throw new ConfigError(`the source "${context.source}" needs the setting app`);
    const base = "https://api.hubapi.com";
    const account = openApi(hubspotClient, context, {
      base,
      headers: bearer(context.key),
      spacingMilliseconds: 250, // five searches a second for each account
    });
    const deliveries = () => hubspotObjects(account, objects);
    // The token of one account knows nothing of the app's webhooks.
    if (context.key.startsWith(tokenStart)) return { deliveries, endpointsKey };
    const api = openApi(hubspotClient, context, { base, headers: {} });
    const names = properties.split(",").flatMap((name) => name.trim() || []);
    return { endpoints: appWebhooks(api, context.key, app, names), deliveries };
  },
};

/** How the token of a private app begins. */
const tokenStart = "pat-";
const endpointsKey =
  "This is the token of a private app, which HubSpot's webhooks cannot be made with: use the developer account's API key (hapikey) for it.";

interface Subscription {
  readonly id: string;
  readonly type: string;
  readonly property: string | undefined;
  readonly isActive: boolean;
}

function appWebhooks(api: ApiClient, key: string, app: string, properties: readonly string[]): EndpointApi {
  const path = `/webhooks/v3/${encodeURIComponent(app)}`;
  const query = { hapikey: key };
  const settings = { path: `${path}/settings`, query };
  const subscriptions = (): Promise<readonly Subscription[]> =>
    api.send(
      { does: "list its subscriptions", method: "GET", path: `${path}/subscriptions`, query },
      ({ json }) => listAt(json, "results").map(readSubscription),
    );
  const set = async (url: string, types: readonly string[]): Promise<void> => {
    const wanted = types.flatMap((type) => wantedOf(type, properties));
    const there = await subscriptions();
    await api.send(
      {
        does: "set the webhook's URL",
        method: "PUT",
        ...settings,
        json: { targetUrl: url, throttling: { maxConcurrentRequests: 10, period: "SECONDLY" } },
      },
      () => undefined,
    );
    for (const { type, property } of wanted) {
      const known = there.find((each) => each.type === type && each.property === property);
      if (known?.isActive === true) continue;
      await api.send(
        known === undefined
          ? {
              does: `subscribe to ${type}`,
              method: "POST",
              path: `${path}/subscriptions`,
              query,
              json: {
                eventType: type,
                active: true,
                ...(property !== undefined && { propertyName: property }),
              },
            }
          : {
              does: `switch ${type} on`,
              method: "PATCH",
              path: `${path}/subscriptions/${encodeURIComponent(known.id)}`,
              query,
              json: { active: true },
            },
        () => undefined,
      );
    }
    for (const { id, type } of there.filter((each) => !types.includes(each.type))) {
      await api.send(
        {
          does: `unsubscribe from ${type}`,
          method: "DELETE",
          path: `${path}/subscriptions/${encodeURIComponent(id)}`,
          query,
          accepts: [404],
        },
        () => undefined,
      );
    }
  };
  const read = async (): Promise<Endpoint> => {
    const url = await api.send(
      { does: "read the webhook's URL", method: "GET", ...settings, accepts: [404] },
      (answer) => (answer.status === 404 ? "" : (optionalTextAt(answer.json, "targetUrl") ?? "")),
    );
    const active = (await subscriptions()).filter(({ isActive }) => isActive);
    return { id: app, url, types: [...new Set(active.map(({ type }) => type))], status: "enabled" };
  };
  return {
    list: async () => {
      const endpoint = await read();
      return endpoint.url === "" ? [] : [endpoint];
    },
    create: async ({ url, types }) => {
      await set(url, types);
      return { endpoint: await read() };
    },
    update: (_endpoint, { url, types }) => set(url, types),
    remove: async () => {
      await api.send(
        { does: "remove the webhook", method: "DELETE", ...settings, accepts: [404] },
        () => undefined,
      );
    },
  };
}

function wantedOf(
  type: string,
  properties: readonly string[],
): readonly Pick<Subscription, "type" | "property">[] {
  if (!type.endsWith(".propertyChange")) return [{ type, property: undefined }];
  if (properties.length === 0)
    throw new ConfigError(
      `HubSpot tells of changes by property: name them in the setting properties (email,firstname), or leave ${type} out`,
    );
  return properties.map((property) => ({ type, property }));
}

function readSubscription(item: Json): Subscription {
  return {
    id: textAt(item, "id"),
    type: textAt(item, "eventType"),
    property: optionalTextAt(item, "propertyName"),
    isActive: isTrueAt(item, "active"),
  };
}
