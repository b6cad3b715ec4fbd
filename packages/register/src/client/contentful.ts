import type { Json, JsonObject } from "@hookyard/core";
import { listAt, objectAt, optionalListAt, optionalTextAt, textAt, timeAt, valueAt } from "../api/answer.ts";
import type { ApiClient } from "../api/api-client.ts";
import type { Endpoint, EndpointApi, ProviderClient, WantedEndpoint } from "../endpoint/endpoint.ts";
import type { DeliveryLog, LoggedEvent, RecordedRequest } from "../reconcile/delivery-log.ts";
import { bearer, openApi, restEndpoints, settingOf } from "./rest.ts";

/**
 * Contentful's webhooks of a space, and the calls that were made for one. The signing secret is one for the whole
 * space: setting it changes it for all of the space's webhooks. (Paths and fields read in contentful-management.)
 * @see https://www.contentful.com/developers/docs/references/content-management-api/#/reference/webhooks
 */
export const contentfulClient: ProviderClient = {
  provider: "contentful",
  name: "Contentful",
  docs: "https://www.contentful.com/developers/docs/references/content-management-api/#/reference/webhooks",
  permissions: "a content management token (CFPAT-…) of an admin of the space",
  settings: [
    { name: "space", means: "its id", isRequired: true },
    { name: "region", means: "us (default) or eu", isRequired: false },
  ],
  // Exactly 64 characters: https://www.contentful.com/developers/docs/webhooks/secrets/
  secret: { kind: "chosen", create: (random) => Buffer.from(random(32)).toString("hex") },
  subscriptions: { every: ["*"], nameOf: (type) => type.replace(/^ContentManagement\./, "") },
  notes: "The signing secret is the space's: its other webhooks are signed with the new one too.",
  open(context) {
    const space = `/spaces/${encodeURIComponent(settingOf(context, "space"))}`;
    const host = context.settings["region"] === "eu" ? "api.eu.contentful.com" : "api.contentful.com";
    const api = openApi(contentfulClient, context, {
      base: `https://${host}`,
      headers: { ...bearer(context.key), "content-type": "application/vnd.contentful.management.v1+json" },
    });
    return {
      endpoints: definitions(api, space),
      deliveries: (id) => calls(api, space, id),
    };
  },
};

const perPage = 100;

function definitions(api: ApiClient, space: string): EndpointApi {
  const path = `${space}/webhook_definitions`;
  const at = ({ id }: Endpoint): string => `${path}/${encodeURIComponent(id)}`;
  const versions = new Map<string, string>();
  const rest = restEndpoints(api, {
    list: { method: "GET", path, query: { limit: String(perPage), skip: "0" } },
    items: "items",
    next: ({ json }, call) => {
      const skip = Number(call.query?.["skip"] ?? 0) + listAt(json, "items").length;
      const isLast = skip >= Number(optionalTextAt(json, "total") ?? 0);
      return isLast ? undefined : { ...call, query: { ...call.query, skip: String(skip) } };
    },
    read: (item) => {
      versions.set(textAt(item, "sys.id"), optionalTextAt(item, "sys.version") ?? "0");
      return readWebhook(item);
    },
    create: (wanted) => ({ method: "POST", path, json: fields(wanted) }),
    created: ({ json }) => ({ endpoint: readWebhook(json) }),
    update: (endpoint, wanted) => ({
      method: "PUT",
      path: at(endpoint),
      json: fields(wanted),
      // Only who has seen the last version may change it.
      headers: { "x-contentful-version": versions.get(endpoint.id) ?? "0" },
    }),
    remove: (endpoint) => ({ method: "DELETE", path: at(endpoint) }),
  });
  const setSecret = (secret: string | undefined): Promise<void> =>
    secret === undefined
      ? Promise.resolve()
      : api.send(
          {
            does: "set the space's signing secret",
            method: "PUT",
            path: `${space}/webhook_settings/signing_secret`,
            json: { value: secret },
            secrets: [secret],
          },
          () => undefined,
        );
  return {
    ...rest,
    async create(wanted) {
      await setSecret(wanted.secret);
      return rest.create(wanted);
    },
    async update(endpoint, wanted) {
      await setSecret(wanted.secret);
      // Its version is read anew: it is older than the list where a former try came half-way.
      await rest.list();
      await rest.update(endpoint, wanted);
    },
  };
}

function fields({ url, types, description }: WantedEndpoint): JsonObject {
  return {
    name: description,
    url,
    topics: types.includes("*") ? ["*.*"] : [...types],
    active: true,
    transformation: { contentType: "application/json" },
  };
}

function readWebhook(item: Json): Endpoint {
  const topics = optionalListAt(item, "topics").map(String);
  return {
    id: textAt(item, "sys.id"),
    url: textAt(item, "url"),
    types: topics.includes("*.*") ? ["*"] : topics,
    status: valueAt(item, "active") === false ? "disabled" : "enabled",
  };
}

/**
 * The last five hundred calls for one webhook, without pages; what was sent is read call by call.
 * @see https://www.contentful.com/developers/docs/references/content-management-api/#/reference/webhook-calls
 */
function calls(api: ApiClient, space: string, endpointId: string | undefined): DeliveryLog {
  const path = `${space}/webhooks/${encodeURIComponent(endpointId ?? "")}/calls`;
  return {
    reachDays: 7,
    hasBodies: true,
    isOfEndpoint: true,
    async page({ since, until }) {
      const listed = await api.send(
        { does: "list a webhook's calls", method: "GET", path, query: { limit: "500" } },
        ({ json }) => listAt(json, "items").map(readCall),
      );
      const events: LoggedEvent[] = [];
      for (const { logId, time, failure } of listed) {
        if (time < since || time >= until) continue;
        // The type as it is sent, and the id that all tries of one event share, are in the request alone.
        const request = await api.send(
          { does: "read a webhook's call", method: "GET", path: `${path}/${encodeURIComponent(logId)}` },
          ({ json }) => requestIn(json),
        );
        const header = (name: string): string | undefined =>
          request.headers.find(([each]) => each === name)?.[1];
        const providerId = header("x-contentful-idempotency-key");
        events.push({
          logId,
          type: header("x-contentful-topic") ?? "unknown",
          time,
          request,
          ...(providerId !== undefined && { providerId }),
          ...(failure !== undefined && { failure }),
        });
      }
      return { events };
    },
  };
}

function readCall(item: Json): Pick<LoggedEvent, "logId" | "time"> & { readonly failure?: string } {
  const code = Number(optionalTextAt(item, "statusCode") ?? 0);
  return {
    logId: textAt(item, "sys.id"),
    time: timeAt(item, "requestAt"),
    ...((code < 200 || code > 299) && { failure: code === 0 ? "no answer" : `answered ${code}` }),
  };
}

function requestIn(call: Json): RecordedRequest {
  return {
    headers: Object.entries(objectAt(call, "request.headers")).flatMap(([name, value]) =>
      typeof value !== "string" || /signature/i.test(name) ? [] : [[name.toLowerCase(), value] as const],
    ),
    body: textAt(call, "request.body"),
  };
}
