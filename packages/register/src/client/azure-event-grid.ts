import { ConfigError, type Json, type JsonObject } from "@hookyard/core";
import { type Answer, optionalListAt, optionalTextAt, textAt, valueAt } from "../api/answer.ts";
import type { ApiClient } from "../api/api-client.ts";
import { ApiError } from "../api/api-error.ts";
import type {
  ClientContext,
  Endpoint,
  EndpointApi,
  ProviderClient,
  WantedEndpoint,
} from "../endpoint/endpoint.ts";
import { openWithEntra } from "./entra.ts";
import { restEndpoints, settingOf } from "./rest.ts";
import { urlWithSecret, urlWithoutSecret } from "./secret-in-url.ts";

/** Under which the preset finds the secret in the URL. */
const secretName = "token";
const query = { "api-version": "2022-06-15" };

/**
 * Event Grid's subscriptions of one topic or other resource. Nothing is signed, so the URL carries the secret, which
 * only a call of its own (getFullUrl) would show again. It asks the URL for an answer while one is made, which `register`
 * waits for. Filters, retries and dead letters that somebody set stay.
 * @see https://learn.microsoft.com/rest/api/eventgrid/controlplane/event-subscriptions
 */
export const azureEventGridClient: ProviderClient = {
  provider: "azure-event-grid",
  name: "Azure Event Grid",
  docs: "https://learn.microsoft.com/rest/api/eventgrid/controlplane/event-subscriptions",
  permissions:
    "an app registration's client id and secret, as id:secret, with the role EventGrid EventSubscription Contributor on the resource",
  settings: [
    { name: "tenant", means: "its id or domain", isRequired: true },
    {
      name: "resource",
      means: "its id: /subscriptions/…/resourceGroups/…/providers/Microsoft.EventGrid/topics/orders",
      isRequired: true,
    },
  ],
  secret: { kind: "chosen" },
  subscriptions: { every: ["*"] },
  notes: "Event Grid sends its question to the URL: Hookyard has to be reachable there.",
  open(context) {
    const api = openWithEntra(azureEventGridClient, context, "https://management.azure.com");
    return { endpoints: eventSubscriptions(api, context, pathOf(context)) };
  },
};

/** Topics of other services have their subscriptions right below them, everything else below a provider's name. */
function pathOf(context: ClientContext): string {
  const resource = settingOf(context, "resource").replace(/\/+$/, "");
  if (!/^\/subscriptions\/[^/?#]+(?:\/[^/?#]+)*$/.test(resource))
    throw new ConfigError(
      `the setting resource of "${context.source}" is no resource's id: /subscriptions/…/providers/Microsoft.EventGrid/topics/orders`,
    );
  const isNested = /\/(?:systemTopics|partnerTopics)\/[^/]+$/i.test(resource);
  return `${encodeURI(resource)}${isNested ? "" : "/providers/Microsoft.EventGrid"}/eventSubscriptions`;
}

function eventSubscriptions(api: ApiClient, context: ClientContext, path: string): EndpointApi {
  const at = (id: string): string => `${path}/${encodeURIComponent(id)}`;
  // 3 to 64 letters, digits and hyphens.
  const ours = `hookyard-${context.source.replaceAll(/[^a-zA-Z0-9-]/g, "-")}`.slice(0, 64);
  const rest = restEndpoints(api, {
    list: { method: "GET", path, query },
    items: "value",
    next: ({ json }) => {
      const next = optionalTextAt(json, "nextLink") ?? "";
      return next === "" ? undefined : { method: "GET", path: next };
    },
    read: (item) =>
      // One that is delivered by the topic's own identity has its destination elsewhere, and is no webhook.
      optionalTextAt(item, "properties.destination.endpointType") === "WebHook"
        ? readSubscription(item)
        : undefined,
    create: (wanted) => ({
      method: "PUT",
      path: at(ours),
      query,
      json: {
        properties: {
          destination: destination(wanted),
          filter: { includedEventTypes: includedTypes(wanted) },
          eventDeliverySchema: "CloudEventSchemaV1_0", // the one that every topic can send
        },
      },
    }),
    created: ({ json }) => ({ endpoint: readSubscription(json) }),
    remove: ({ id }) => ({ method: "DELETE", path: at(id), query }),
  });
  const read = <Result>(id: string, from: (answer: Answer) => Result): Promise<Result> =>
    api.send({ does: "read the subscription", method: "GET", path: at(id), query }, from);
  const settle = (id: string): Promise<Endpoint> =>
    settled(context, () =>
      read(id, ({ json }) => ({ state: stateOf(json), endpoint: readSubscription(json) })),
    );
  return {
    ...rest,
    async create(wanted) {
      const { endpoint } = await rest.create(wanted);
      return { endpoint: await settle(endpoint.id) };
    },
    async update({ id }, wanted) {
      const json = await read(id, (answer) => changes(answer.json, wanted));
      const secrets = wanted.secret === undefined ? [] : [wanted.secret];
      await api.send(
        { does: "change the subscription", method: "PATCH", path: at(id), query, json, secrets },
        () => undefined,
      );
      await settle(id);
    },
  };
}

function destination(wanted: WantedEndpoint): JsonObject {
  return { endpointType: "WebHook", properties: { endpointUrl: urlWithSecret(wanted, secretName) } };
}

function includedTypes({ types }: WantedEndpoint): readonly string[] | null {
  return types.includes("*") ? null : [...types];
}

/** What is changed of a subscription, with what else somebody set: parts are replaced as a whole. */
function changes(item: Json, wanted: WantedEndpoint): JsonObject {
  const wantedDestination = destination(wanted);
  return {
    destination: {
      ...wantedDestination,
      properties: {
        ...without(fieldsAt(item, "properties.destination.properties"), "endpointBaseUrl"),
        ...fieldsAt(wantedDestination, "properties"),
      },
    },
    filter: { ...fieldsAt(item, "properties.filter"), includedEventTypes: includedTypes(wanted) },
    ...(isUnderstood(item) ? {} : { eventDeliverySchema: "CloudEventSchemaV1_0" }),
  };
}

function fieldsAt(item: Json, path: string): JsonObject {
  const found = valueAt(item, path);
  return typeof found === "object" && found !== null && !Array.isArray(found) ? (found as JsonObject) : {}; // safe: an object that is no list
}

function without(fields: JsonObject, name: string): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([each]) => each !== name));
}

/** Whether the preset reads what it sends: its own schema, which is the default, or CloudEvents. */
function isUnderstood(item: Json): boolean {
  const schema = optionalTextAt(item, "properties.eventDeliverySchema") ?? "EventGridSchema";
  return schema === "EventGridSchema" || schema === "CloudEventSchemaV1_0";
}

function stateOf(item: Json): string {
  return optionalTextAt(item, "properties.provisioningState") ?? "Succeeded";
}

const isOnItsWay = (state: string): boolean => state === "Creating" || state === "Updating";

function readSubscription(item: Json): Endpoint {
  const included = optionalListAt(item, "properties.filter.includedEventTypes").map(String);
  const state = stateOf(item);
  const isWell = state === "Succeeded" || isOnItsWay(state);
  return {
    id: textAt(item, "name"),
    url: urlWithoutSecret(textAt(item, "properties.destination.properties.endpointBaseUrl"), secretName),
    types: included.length === 0 || included.includes("All") ? ["*"] : included,
    status: isWell ? "enabled" : "failing",
    ...(!isWell && { detail: state }),
    ...(!isUnderstood(item) && { faults: ["its events come in a schema of their own"] }),
  };
}

const mostLooks = 30;
const lookMilliseconds = 2_000;

/** Looks every two seconds, for a minute, until the question to the URL was answered. Throws `ApiError` where it was not. */
async function settled(
  { wait, signal }: ClientContext,
  look: () => Promise<{ readonly state: string; readonly endpoint: Endpoint }>,
): Promise<Endpoint> {
  for (let count = 1; ; count++) {
    const { state, endpoint } = await look();
    if (state === "Succeeded" || (isOnItsWay(state) && count === mostLooks)) return endpoint;
    if (!isOnItsWay(state)) {
      const message = `Azure Event Grid: the subscription is made, and ${JSON.stringify(state)}: the URL did not answer its question. See that Hookyard is reachable there, then run it again`;
      throw new ApiError("api_refused", azureEventGridClient.name, message);
    }
    await wait(lookMilliseconds, signal);
  }
}
