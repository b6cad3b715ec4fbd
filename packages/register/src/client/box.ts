import type { Json, JsonObject } from "@hookyard/core";
import { objectAt, optionalTextAt, textAt, textsAt } from "../api/answer.ts";
import type { Endpoint, ProviderClient, WantedEndpoint } from "../endpoint/endpoint.ts";
import { bearer, openApi, restEndpoints, settingOf } from "./rest.ts";

/**
 * Box's webhooks (V2) on one file or folder. Lists show neither URL nor triggers, so each is read by itself. They are
 * signed with the app's keys, which its developer console shows. (Paths and fields read in box-node-sdk 10.12.0.)
 * @see https://developer.box.com/reference/post-webhooks/
 */
export const boxClient: ProviderClient = {
  provider: "box",
  name: "Box",
  docs: "https://developer.box.com/reference/post-webhooks/",
  permissions: "an access token of the app with the scope Manage webhooks (manage_webhook)",
  settings: [
    { name: "target", means: "the id of the file or folder", isRequired: true },
    { name: "targetType", means: "folder (default) or file", isRequired: false },
  ],
  secret: { kind: "account", where: "the developer console, your app > Webhooks > Manage signature keys" },
  subscriptions: {
    every: [
      "COLLABORATION.ACCEPTED",
      "COLLABORATION.CREATED",
      "COLLABORATION.REJECTED",
      "COLLABORATION.REMOVED",
      "COLLABORATION.UPDATED",
      "COMMENT.CREATED",
      "COMMENT.DELETED",
      "COMMENT.UPDATED",
      "FILE.COPIED",
      "FILE.DELETED",
      "FILE.DOWNLOADED",
      "FILE.LOCKED",
      "FILE.MOVED",
      "FILE.PREVIEWED",
      "FILE.RENAMED",
      "FILE.RESTORED",
      "FILE.TRASHED",
      "FILE.UNLOCKED",
      "FILE.UPLOADED",
      "FOLDER.COPIED",
      "FOLDER.CREATED",
      "FOLDER.DELETED",
      "FOLDER.DOWNLOADED",
      "FOLDER.MOVED",
      "FOLDER.RENAMED",
      "FOLDER.RESTORED",
      "FOLDER.TRASHED",
      "METADATA_INSTANCE.CREATED",
      "METADATA_INSTANCE.DELETED",
      "METADATA_INSTANCE.UPDATED",
      "SHARED_LINK.CREATED",
      "SHARED_LINK.DELETED",
      "SHARED_LINK.UPDATED",
      "TASK_ASSIGNMENT.CREATED",
      "TASK_ASSIGNMENT.UPDATED",
    ],
  },
  open(context) {
    const target = { id: settingOf(context, "target"), type: context.settings["targetType"] ?? "folder" };
    const api = openApi(boxClient, context, { base: "https://api.box.com", headers: bearer(context.key) });
    const path = "/2.0/webhooks";
    const at = ({ id }: Endpoint): string => `${path}/${encodeURIComponent(id)}`;
    const fields = ({ url, types }: WantedEndpoint): JsonObject => ({
      target,
      address: url,
      triggers: [...types],
    });
    const rest = restEndpoints(api, {
      list: { method: "GET", path, query: { limit: "200" } },
      items: "entries",
      next: ({ json }, call) => {
        const marker = optionalTextAt(json, "next_marker") ?? "";
        return marker === "" ? undefined : { ...call, query: { ...call.query, marker } };
      },
      read: (item) =>
        textAt(item, "target.id") === target.id && textAt(item, "target.type") === target.type
          ? { id: textAt(item, "id"), url: "", types: [], status: "enabled" }
          : undefined,
      create: (wanted) => ({ method: "POST", path, json: fields(wanted) }),
      created: ({ json }) => ({ endpoint: readWebhook(objectAt(json, "")) }),
      update: (endpoint, wanted) => ({ method: "PUT", path: at(endpoint), json: fields(wanted) }),
      remove: (endpoint) => ({ method: "DELETE", path: at(endpoint) }),
    });
    return {
      endpoints: {
        ...rest,
        async list() {
          const endpoints: Endpoint[] = [];
          for (const listed of await rest.list()) {
            const call = { does: "read a webhook", method: "GET", path: at(listed) } as const;
            endpoints.push(await api.send(call, ({ json }) => readWebhook(json)));
          }
          return endpoints;
        },
      },
    };
  },
};

function readWebhook(item: Json): Endpoint {
  return {
    id: textAt(item, "id"),
    url: textAt(item, "address"),
    types: textsAt(item, "triggers"),
    status: "enabled",
  };
}
