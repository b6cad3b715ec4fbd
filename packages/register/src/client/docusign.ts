import { ConfigError, type Json, type JsonObject } from "@hookyard/core";
import { optionalListAt, optionalTextAt, textAt } from "../api/answer.ts";
import type { Endpoint, ProviderClient, WantedEndpoint } from "../endpoint/endpoint.ts";
import { docusignFailures } from "./docusign-failures.ts";
import { bearer, openApi, restEndpoints, settingOf } from "./rest.ts";

/**
 * DocuSign's Connect configurations of an account, with messages in JSON, signed with the account's Connect keys, which
 * are made by hand, and what failed of one. Its API says true and false in text.
 * @see https://developers.docusign.com/docs/esign-rest-api/reference/connect/connectconfigurations/
 */
export const docusignClient: ProviderClient = {
  provider: "docusign",
  name: "DocuSign Connect",
  docs: "https://developers.docusign.com/docs/esign-rest-api/reference/connect/connectconfigurations/",
  permissions: "an OAuth access token with the scope signature, of an administrator of the account",
  settings: [
    { name: "account", means: "its API account id", isRequired: true },
    { name: "host", means: "of the account's base URI: eu.docusign.net", isRequired: true },
  ],
  secret: { kind: "account", where: "https://admin.docusign.com > Connect > Connect keys" },
  subscriptions: {
    every: [
      "envelope-completed",
      "envelope-corrected",
      "envelope-created",
      "envelope-declined",
      "envelope-deleted",
      "envelope-delivered",
      "envelope-discard",
      "envelope-purge",
      "envelope-resent",
      "envelope-sent",
      "envelope-voided",
      "recipient-authenticationfailed",
      "recipient-autoresponded",
      "recipient-completed",
      "recipient-declined",
      "recipient-delegate",
      "recipient-delivered",
      "recipient-reassign",
      "recipient-resent",
      "recipient-sent",
      "template-created",
      "template-deleted",
      "template-modified",
    ],
  },
  open(context) {
    const host = settingOf(context, "host");
    if (!/^[a-z0-9.-]+\.docusign\.(?:net|com)$/i.test(host))
      throw new ConfigError(`the setting host of "${context.source}" is the base URI's: eu.docusign.net`);
    const api = openApi(docusignClient, context, { base: `https://${host}`, headers: bearer(context.key) });
    const path = `/restapi/v2.1/accounts/${encodeURIComponent(settingOf(context, "account"))}/connect`;
    const fields = ({ url, types, description }: WantedEndpoint): JsonObject => ({
      configurationType: "custom",
      name: description,
      urlToPublishTo: url,
      allowEnvelopePublish: "true",
      includeHMAC: "true",
      requiresAcknowledgement: "true",
      enableLog: "true", // for `reconcile`
      allUsers: "true",
      deliveryMode: "SIM",
      events: [...types],
      eventData: { version: "restv2.1", format: "json", includeData: [] },
    });
    return {
      endpoints: restEndpoints(api, {
        list: { method: "GET", path },
        items: "configurations",
        read: readConfiguration,
        create: (wanted) => ({ method: "POST", path, json: fields(wanted) }),
        created: ({ json }) => ({ endpoint: readConfiguration(json) }),
        update: ({ id }, wanted) => ({
          method: "PUT",
          path,
          json: { ...fields(wanted), connectId: id },
        }),
        remove: ({ id }) => ({ method: "DELETE", path: `${path}/${encodeURIComponent(id)}` }),
      }),
      deliveries: (id) => docusignFailures(api, path, id),
    };
  },
};

function readConfiguration(item: Json): Endpoint {
  const faults = [
    ...(optionalTextAt(item, "includeHMAC") === "true" ? [] : ["it is not signed"]),
    ...(optionalTextAt(item, "eventData.format") === "json" ? [] : ["its messages are not JSON"]),
    ...(optionalTextAt(item, "enableLog") === "true" ? [] : ["what fails is not logged"]),
  ];
  return {
    id: textAt(item, "connectId"),
    url: optionalTextAt(item, "urlToPublishTo") ?? "",
    types: optionalListAt(item, "events").map(String),
    status: optionalTextAt(item, "allowEnvelopePublish") === "true" ? "enabled" : "disabled",
    ...(faults.length > 0 && { faults }),
  };
}
