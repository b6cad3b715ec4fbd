import { HttpResponse, http } from "msw";
import { bigcommerceClient } from "../client/bigcommerce.ts";
import { cloudflareStreamClient } from "../client/cloudflare-stream.ts";
import { cloudinaryClient } from "../client/cloudinary.ts";
import { netlifyClient } from "../client/netlify.ts";
import { sanityClient } from "../client/sanity.ts";
import { type FakeProvider, hasHeader, pageSize, perTypeFake, restFake } from "./fake-account.ts";

const bearer = (key: string) => hasHeader("authorization", `Bearer ${key}`);

const netlify: FakeProvider = {
  client: netlifyClient,
  key: "nfp_hunter2hunter2",
  settings: { site: "site-1" },
  surprise: [{ id: 1 }],
  isPaged: false,
  handlers: perTypeFake({
    path: "https://api.netlify.com/api/v1/hooks",
    removePath: "https://api.netlify.com/api/v1/hooks/:id",
    isAuthorized: bearer("nfp_hunter2hunter2"),
    toWire: ({ id, type, url, isEnabled }) => ({
      id,
      site_id: "site-1",
      type: "url",
      event: type,
      data: { url },
      disabled: !isEnabled,
    }),
    fromWire: (body: { event: string; data: { url: string; signature_secret: string } }) => ({
      type: body.event,
      url: body.data.url,
      secret: body.data.signature_secret,
    }),
    page: (items) => HttpResponse.json(items),
    removed: () => new HttpResponse(null, { status: 204 }),
  }),
};

interface SanityHook {
  readonly url: string;
  readonly rule: { readonly on: string[] };
  readonly isDisabledByUser: boolean;
  readonly secret?: string;
}

const sanity: FakeProvider = {
  client: sanityClient,
  key: "skSanityHunter2",
  settings: { project: "p1" },
  surprise: [{ type: "document" }],
  isPaged: false,
  handlers: restFake({
    base: "https://api.sanity.io",
    path: "/v2021-10-04/hooks/projects/p1",
    isAuthorized: bearer("skSanityHunter2"),
    toWire: ({ id, url, types, isEnabled }) => ({
      type: "document",
      id,
      url,
      rule: { on: [...types], filter: "", projection: "" },
      httpMethod: "POST",
      isDisabled: false,
      isDisabledByUser: !isEnabled,
    }),
    fromWire: ({ url, rule, isDisabledByUser, secret }: SanityHook) => ({
      url,
      types: rule.on,
      isEnabled: !isDisabledByUser,
      ...(secret !== undefined && { secret }),
    }),
    updates: "PATCH",
    page: (items) => HttpResponse.json(items),
  }),
};

const cloudinary: FakeProvider = {
  client: cloudinaryClient,
  key: "123456:cloudinary-hunter2",
  settings: { cloud: "acme" },
  isPaged: false,
  canDisable: false,
  canRotate: false,
  handlers: perTypeFake({
    path: "https://api.cloudinary.com/v1_1/acme/triggers",
    removePath: "https://api.cloudinary.com/v1_1/acme/triggers/:id",
    isAuthorized: hasHeader(
      "authorization",
      `Basic ${Buffer.from("123456:cloudinary-hunter2").toString("base64")}`,
    ),
    toWire: ({ id, type, url }) => ({ id, event_type: type, uri: url, uri_type: "webhook" }),
    fromWire: (body: { event_type: string; uri: string }) => ({
      type: body.event_type,
      url: body.uri,
      secret: "cloudinary-hunter2",
    }),
    page: (triggers) => HttpResponse.json({ triggers }),
  }),
};

const streamAt = "https://api.cloudflare.com/client/v4/accounts/acc1/stream/webhook";
const cloudflareStream: FakeProvider = {
  client: cloudflareStreamClient,
  key: "cloudflare-token-hunter2",
  settings: { account: "acc1" },
  isPaged: false,
  canDisable: false,
  canRotate: false,
  handlers: (account) => {
    const answer = (): Response => {
      const [found] = account.endpoints;
      if (found === undefined) return HttpResponse.json({ success: false, result: null }, { status: 404 });
      const result = { notificationUrl: found.url, modified: "2026-05-01T00:00:00Z", secret: found.secret };
      return HttpResponse.json({ success: true, errors: [], messages: [], result });
    };
    return [
      http.all(streamAt, ({ request }) =>
        bearer("cloudflare-token-hunter2")(request)
          ? undefined
          : HttpResponse.json({ success: false, errors: [{ message: "bad" }] }, { status: 403 }),
      ),
      http.get(streamAt, answer),
      http.put(streamAt, async ({ request }) => {
        const { notificationUrl } = (await request.json()) as { notificationUrl: string };
        const [found] = account.endpoints;
        const secret = found?.secret ?? "stream-secret-hunter2";
        account.endpoints = [{ id: "webhook", url: notificationUrl, types: [], isEnabled: true, secret }];
        return answer();
      }),
      http.delete(streamAt, () => {
        account.endpoints = [];
        return HttpResponse.json({ success: true, result: "" });
      }),
    ];
  },
};

const bigcommerce: FakeProvider = {
  client: bigcommerceClient,
  key: "bigcommerce-token-hunter2",
  settings: { store: "abc123" },
  handlers: perTypeFake({
    path: "https://api.bigcommerce.com/stores/abc123/v3/hooks",
    removePath: "https://api.bigcommerce.com/stores/abc123/v3/hooks/:id",
    isAuthorized: hasHeader("x-auth-token", "bigcommerce-token-hunter2"),
    toWire: ({ id, type, url, isEnabled }) => ({
      id,
      scope: type,
      destination: url,
      is_active: isEnabled,
      headers: {},
    }),
    fromWire: (body: { scope: string; destination: string }) => ({ type: body.scope, url: body.destination }),
    startOf: (url) => (Number(url.searchParams.get("page") ?? 1) - 1) * pageSize,
    page: (data, next, url) => {
      const page = Number(url.searchParams.get("page") ?? 1);
      const total_pages = next === undefined ? page : page + 1;
      return HttpResponse.json({ data, meta: { pagination: { total_pages, current_page: page } } });
    },
  }),
};

export const siteProviders: readonly FakeProvider[] = [
  netlify,
  sanity,
  cloudinary,
  cloudflareStream,
  bigcommerce,
];
