import { HttpResponse, http } from "msw";
import { chargebeeClient } from "../client/chargebee.ts";
import { easypostClient } from "../client/easypost.ts";
import { pipedriveClient } from "../client/pipedrive.ts";
import { rechargeClient } from "../client/recharge.ts";
import { svixClient } from "../client/svix.ts";
import {
  type FakeEndpoint,
  type FakeProvider,
  formFields,
  hasHeader,
  perTypeFake,
  restFake,
} from "./fake-account.ts";

const basic = (key: string) =>
  hasHeader("authorization", `Basic ${Buffer.from(`${key}:`).toString("base64")}`);

interface SvixEndpoint {
  readonly url: string;
  readonly filterTypes: string[] | null;
  readonly disabled: boolean;
  readonly secret?: string;
}

const svix: FakeProvider = {
  client: svixClient,
  key: "sk_hunter2hunter2.eu",
  settings: { application: "app_1" },
  handlers: restFake({
    base: "https://api.eu.svix.com",
    path: "/api/v1/app/app_1/endpoint",
    isAuthorized: hasHeader("authorization", "Bearer sk_hunter2hunter2.eu"),
    toWire: ({ id, url, types, isEnabled }) => ({
      id,
      url,
      description: "Hookyard: mine",
      disabled: !isEnabled,
      filterTypes: types.includes("*") ? null : [...types],
      version: 1,
      metadata: {},
      createdAt: "2026-05-01T00:00:00Z",
      updatedAt: "2026-05-01T00:00:00Z",
    }),
    fromWire: ({ url, filterTypes, disabled, secret }: SvixEndpoint) => ({
      url,
      types: filterTypes ?? ["*"],
      isEnabled: !disabled,
      ...(secret !== undefined && { secret }),
    }),
    updates: "PATCH",
    startOf: (url) => Number(url.searchParams.get("iterator") ?? 0),
    page: (data, next) =>
      HttpResponse.json({
        data,
        done: next === undefined,
        iterator: next === undefined ? null : String(next),
      }),
  }),
};

interface EasypostBody {
  readonly webhook?: { readonly url: string; readonly webhook_secret: string };
  readonly webhook_secret?: string;
}

const easypost: FakeProvider = {
  client: easypostClient,
  key: "EZAKhunter2hunter2",
  settings: {},
  isPaged: false,
  handlers: restFake({
    base: "https://api.easypost.com",
    path: "/v2/webhooks",
    isAuthorized: basic("EZAKhunter2hunter2"),
    toWire: ({ id, url, isEnabled }) => ({
      id,
      object: "Webhook",
      mode: "production",
      url,
      disabled_at: isEnabled ? null : "2026-04-30T00:00:00Z",
    }),
    // Whatever an update says, it enables.
    fromWire: ({ webhook, webhook_secret: changed }: EasypostBody) => {
      const secret = webhook?.webhook_secret ?? changed;
      return {
        ...(webhook !== undefined && { url: webhook.url }),
        ...(secret !== undefined && { secret }),
        isEnabled: true,
      };
    },
    updates: "PATCH",
    page: (webhooks) => HttpResponse.json({ webhooks }),
  }),
};

interface PipedriveBody {
  readonly subscription_url: string;
  readonly event_action: string;
  readonly event_object: string;
  readonly http_auth_user: string;
  readonly http_auth_password: string;
}

const pipedrive: FakeProvider = {
  client: pipedriveClient,
  key: "pipedrive-token-hunter2",
  settings: {},
  isPaged: false,
  handlers: perTypeFake({
    path: "https://api.pipedrive.com/v1/webhooks",
    removePath: "https://api.pipedrive.com/v1/webhooks/:id",
    isAuthorized: hasHeader("x-api-token", "pipedrive-token-hunter2"),
    toWire: ({ id, type, url, isEnabled }) => ({
      id,
      event_action: type.split(".")[0] ?? "*",
      event_object: type.split(".")[1] ?? "*",
      name: "Hookyard: mine",
      subscription_url: url,
      is_active: isEnabled ? 1 : 0,
      version: "2.0",
    }),
    fromWire: (body: PipedriveBody) => ({
      type: body.event_object === "*" ? "*" : `${body.event_action}.${body.event_object}`,
      url: body.subscription_url,
      secret: `${body.http_auth_user}:${body.http_auth_password}`,
    }),
    page: (data) => HttpResponse.json({ status: "ok", success: true, data }),
  }),
};

const chargebeeAt = "https://acme.chargebee.com/api/v2/webhook_endpoints";
const chargebee: FakeProvider = {
  client: chargebeeClient,
  key: "live_hunter2hunter2",
  settings: { site: "acme" },
  handlers: restFake({
    base: "https://acme.chargebee.com",
    path: "/api/v2/webhook_endpoints",
    isAuthorized: basic("live_hunter2hunter2"),
    toWire: (endpoint) => ({ webhook_endpoint: chargebeeEndpoint(endpoint) }),
    fromWire: (form: Record<string, string> & { enabled_events: string[] }) => {
      const { basic_auth_username: user, basic_auth_password: password, url, disabled } = form;
      return {
        ...(url !== undefined && { url }),
        types: form.enabled_events,
        ...(user !== undefined && { secret: `${user}:${password}` }),
        ...(disabled !== undefined && { isEnabled: disabled === "false" }),
      };
    },
    updates: "POST",
    readBody: formFields,
    startOf: (url) => Number(url.searchParams.get("offset") ?? 0),
    page: (list, next) =>
      HttpResponse.json({ list, ...(next !== undefined && { next_offset: String(next) }) }),
    extra: (account, find) => [
      http.post(`${chargebeeAt}/:id/delete`, ({ params }) => {
        const found = find(String(params["id"]));
        account.endpoints = account.endpoints.filter((each) => each !== found);
        return found === undefined
          ? HttpResponse.json({ message: "not found" }, { status: 404 })
          : HttpResponse.json({ webhook_endpoint: chargebeeEndpoint(found) });
      }),
    ],
  }),
};

function chargebeeEndpoint({ id, url, types, isEnabled }: FakeEndpoint) {
  return {
    id,
    name: "Hookyard: mine",
    url,
    disabled: !isEnabled,
    primary_url: false,
    api_version: "v2",
    enabled_events: [...types],
  };
}

const recharge: FakeProvider = {
  client: rechargeClient,
  key: "sk_recharge_hunter2",
  settings: {},
  canDisable: false,
  handlers: perTypeFake({
    path: "https://api.rechargeapps.com/webhooks",
    removePath: "https://api.rechargeapps.com/webhooks/:id",
    isAuthorized: hasHeader("x-recharge-access-token", "sk_recharge_hunter2"),
    toWire: ({ id, type, url }) => ({ id, address: url, topic: type, included_objects: [] }),
    fromWire: (body: { address: string; topic: string }) => ({ type: body.topic, url: body.address }),
    startOf: (url) => Number(url.searchParams.get("cursor") ?? 0),
    page: (webhooks, next) =>
      HttpResponse.json({ webhooks, next_cursor: next === undefined ? null : String(next) }),
  }),
};

export const commerceProviders: readonly FakeProvider[] = [svix, easypost, pipedrive, chargebee, recharge];
