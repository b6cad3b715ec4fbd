import type { Json, JsonObject } from "@hookyard/core";
import { listAt, objectAt, optionalListAt, optionalTextAt, textAt, timeAt, valueAt } from "../api/answer.ts";
import type { ApiClient } from "../api/api-client.ts";
import type { ClientContext, Endpoint, ProviderClient, WantedEndpoint } from "../endpoint/endpoint.ts";
import type { DeliveryLog } from "../reconcile/delivery-log.ts";
import { requestOf } from "../reconcile/recorded-request.ts";
import { bearer, openApi, restEndpoints, settingOf } from "./rest.ts";

/**
 * The endpoints of one application at Svix, and the messages that were sent to one. No `filterTypes` means everything.
 * (Paths and fields read in svix 1.99.1.)
 * @see https://api.svix.com/docs#tag/Endpoint
 */
export const svixClient: ProviderClient = {
  provider: "svix",
  name: "Svix",
  docs: "https://api.svix.com/docs#tag/Endpoint",
  permissions: "an API key of the environment (…sk_….eu), or an application's portal token",
  settings: [
    { name: "application", means: "its id or uid: app_…", isRequired: true },
    { name: "apiUrl", means: "self-hosted, or another region than the key names", isRequired: false },
  ],
  secret: { kind: "chosen" },
  subscriptions: { every: ["*"] },
  open(context) {
    const api = openApi(svixClient, context, { base: baseOf(context), headers: bearer(context.key) });
    const application = `/api/v1/app/${encodeURIComponent(settingOf(context, "application"))}`;
    const path = `${application}/endpoint`;
    const at = ({ id }: Pick<Endpoint, "id">): string => `${path}/${encodeURIComponent(id)}`;
    return {
      endpoints: restEndpoints(api, {
        list: { method: "GET", path, query: { limit: "250" } },
        items: "data",
        next: ({ json }, call) => {
          const iterator = valueAt(json, "done") === true ? undefined : optionalTextAt(json, "iterator");
          return iterator === undefined ? undefined : { ...call, query: { ...call.query, iterator } };
        },
        read: readEndpoint,
        create: (wanted) => ({ method: "POST", path, json: fields(wanted) }),
        created: ({ json }) => ({ endpoint: readEndpoint(json) }),
        update: (endpoint, wanted) => ({ method: "PATCH", path: at(endpoint), json: fields(wanted) }),
        remove: (endpoint) => ({ method: "DELETE", path: at(endpoint) }),
      }),
      deliveries: (id) => messageLog(api, application, id),
    };
  },
};

/** The key names its region: `sk_….eu`. */
function baseOf({ key, settings }: ClientContext): string {
  const region = key.split(".")[1];
  const isRegion = region !== undefined && ["us", "eu", "in", "ca", "au"].includes(region);
  return settings["apiUrl"] ?? (isRegion ? `https://api.${region}.svix.com` : "https://api.svix.com");
}

function fields({ url, types, secret, description }: WantedEndpoint): JsonObject {
  return {
    url,
    description,
    disabled: false,
    filterTypes: types.includes("*") ? null : [...types],
    ...(secret !== undefined && { secret }),
  };
}

function readEndpoint(item: Json): Endpoint {
  const types = optionalListAt(item, "filterTypes").map(String);
  return {
    id: textAt(item, "id"),
    url: textAt(item, "url"),
    types: types.length === 0 ? ["*"] : types,
    status: valueAt(item, "disabled") === true ? "disabled" : "enabled",
  };
}

/** `MessageStatus` of its library. */
const failedStatus = 2;

/** The messages of one endpoint, or of the application where none was registered from here. */
function messageLog(api: ApiClient, application: string, endpointId: string | undefined): DeliveryLog {
  const endpoint = endpointId === undefined ? undefined : encodeURIComponent(endpointId);
  return {
    reachDays: 90,
    hasBodies: true,
    ...(endpoint !== undefined && { isOfEndpoint: true as const }),
    page: ({ since, until }, iterator) =>
      api.send(
        {
          does: "list its messages",
          method: "GET",
          path: endpoint === undefined ? `${application}/msg` : `${application}/endpoint/${endpoint}/msg`,
          query: {
            limit: "250",
            after: since.toISOString(),
            before: until.toISOString(),
            with_content: "true",
            iterator,
          },
        },
        ({ json }) => {
          const next = valueAt(json, "done") === true ? undefined : optionalTextAt(json, "iterator");
          return {
            events: listAt(json, "data").map((item) => {
              const id = textAt(item, "id");
              const payload = objectAt(item, "payload");
              return {
                logId: id,
                providerId: id,
                // As the webhook's reader has it: the message's own type is not in every body.
                type:
                  optionalTextAt(payload, "type") ??
                  optionalTextAt(payload, "eventType") ??
                  optionalTextAt(payload, "event_type") ??
                  "unknown",
                time: timeAt(item, "timestamp"),
                ...(valueAt(item, "status") === failedStatus && {
                  failure: "no attempt was answered with 2xx",
                }),
                request: requestOf(payload, { "svix-id": id }),
              };
            }),
            ...(next !== undefined && { next }),
          };
        },
      ),
    ...(endpoint !== undefined && {
      redeliver: ({ logId }) =>
        api.send(
          {
            does: "resend a message",
            method: "POST",
            path: `${application}/msg/${encodeURIComponent(logId)}/endpoint/${endpoint}/resend`,
            isRepeatable: true,
          },
          () => undefined,
        ),
    }),
  };
}
