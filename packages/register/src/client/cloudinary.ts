import { listAt, textAt } from "../api/answer.ts";
import { ConfigError } from "@hookyard/core";
import type { EndpointApi, ProviderClient } from "../endpoint/endpoint.ts";
import { perType } from "./per-type.ts";
import { basic, openApi, settingOf } from "./rest.ts";

/**
 * Cloudinary's triggers: one for each type of notification, signed with the API secret.
 * @see https://cloudinary.com/documentation/admin_api#triggers
 */
export const cloudinaryClient: ProviderClient = {
  provider: "cloudinary",
  name: "Cloudinary",
  docs: "https://cloudinary.com/documentation/admin_api#triggers",
  permissions: "the product environment's API key and API secret, as key:secret",
  settings: [
    { name: "cloud", means: "the cloud name", isRequired: true },
    { name: "region", means: "us (default), eu or ap", isRequired: false },
  ],
  secret: { kind: "given" },
  subscriptions: {
    every: [
      "create_folder",
      "delete",
      "delete_by_token",
      "delete_folder",
      "eager",
      "error",
      "explode",
      "generate_sprite",
      "info",
      "moderation",
      "moderation_summary",
      "move",
      "multi",
      "pending",
      "publish",
      "rename",
      "resource_context_changed",
      "resource_metadata_changed",
      "resource_tags_changed",
      "restore_asset_version",
      "update",
      "upload",
    ],
  },
  open(context) {
    const [key = "", secret = ""] = context.key.split(":");
    if (secret === "") throw new ConfigError(`the API key of "${context.source}" is key:secret, in one`);
    const { region } = context.settings;
    const api = openApi(cloudinaryClient, context, {
      base: `https://api${region === "eu" || region === "ap" ? `-${region}` : ""}.cloudinary.com`,
      headers: basic(key, secret),
      secrets: [secret],
    });
    const path = `/v1_1/${encodeURIComponent(settingOf(context, "cloud"))}/triggers`;
    const triggers: EndpointApi = perType(
      {
        list: () =>
          api.send({ does: "list its triggers", method: "GET", path }, ({ json }) =>
            listAt(json, "triggers").map((item) => ({
              id: textAt(item, "id"),
              type: textAt(item, "event_type"),
              url: textAt(item, "uri"),
              status: "enabled" as const,
            })),
          ),
        create: (type, { url }) =>
          api.send(
            { does: "create a trigger", method: "POST", path, json: { uri: url, event_type: type } },
            () => undefined,
          ),
        remove: (id) =>
          api.send(
            {
              does: "remove a trigger",
              method: "DELETE",
              path: `${path}/${encodeURIComponent(id)}`,
              accepts: [404],
            },
            () => undefined,
          ),
      },
      { hasSecret: false },
    );
    return {
      endpoints: {
        ...triggers,
        create: async (wanted) => ({ ...(await triggers.create(wanted)), secret }),
        revealSecret: async () => secret,
      },
    };
  },
};
