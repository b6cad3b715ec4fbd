import { type HttpHandler, HttpResponse, http } from "msw";
import { ebayClient } from "../client/ebay.ts";
import { type FakeAccount, type FakeEndpoint, type FakeProvider, pageSize } from "./fake-account.ts";

const at = "https://api.ebay.com/commerce/notification/v1";
const verificationToken = "a-word-of-ours-that-is-long-enough_1234";

interface DestinationBody {
  readonly name: string;
  readonly status: string;
  readonly deliveryConfig: { readonly endpoint: string; readonly verificationToken: string };
}

interface SubscriptionBody {
  readonly topicId?: string;
  readonly status: string;
  readonly destinationId: string;
  readonly payload: { readonly schemaVersion: string };
}

/** Destinations are the account's endpoints, and the topics of each its subscriptions: one for each topic in all. */
export const ebay: FakeProvider = {
  client: ebayClient,
  key: "ebay-client-id:ebay-client-secret",
  settings: { verificationToken },
  handlers: (account) => [token(), ...destinations(account), ...subscriptions(account), topic()],
};

function token(): HttpHandler {
  const basic = `Basic ${Buffer.from("ebay-client-id:ebay-client-secret").toString("base64")}`;
  return http.post("https://api.ebay.com/identity/v1/oauth2/token", async ({ request }) => {
    const form = new URLSearchParams(await request.text());
    return request.headers.get("authorization") === basic &&
      form.get("scope") === "https://api.ebay.com/oauth/api_scope"
      ? HttpResponse.json({ access_token: "ebay-app-token", token_type: "Application Access Token" })
      : HttpResponse.json({ error: "invalid_client" }, { status: 401 });
  });
}

function guarded(request: Request, answer: () => Response): Response {
  return request.headers.get("authorization") === "Bearer ebay-app-token"
    ? answer()
    : HttpResponse.json({ errors: [{ message: "Invalid access token" }] }, { status: 401 });
}

function page(request: Request, name: string, all: readonly object[]): Response {
  const url = new URL(request.url);
  const start = Number(url.searchParams.get("continuation_token") ?? 0);
  url.searchParams.set("continuation_token", String(start + pageSize));
  return HttpResponse.json({
    ...(all.length > 0 && { [name]: all.slice(start, start + pageSize) }),
    total: all.length,
    ...(start + pageSize < all.length && { next: url.href }),
  });
}

function made(what: string, id: string): Response {
  return new HttpResponse(null, { status: 201, headers: { location: `${at}/${what}/${id}` } });
}

function destinations(account: FakeAccount): readonly HttpHandler[] {
  const find = (id: unknown): FakeEndpoint | undefined => account.endpoints.find((each) => each.id === id);
  const apply = (endpoint: FakeEndpoint, { status, deliveryConfig }: DestinationBody): void => {
    if (deliveryConfig.verificationToken !== verificationToken) throw new TypeError("the token is another");
    Object.assign(endpoint, { url: deliveryConfig.endpoint, isEnabled: status === "ENABLED" });
  };
  return [
    http.get(`${at}/destination`, ({ request }) =>
      guarded(request, () =>
        page(
          request,
          "destinations",
          account.endpoints.map(({ id, url, isEnabled }) => ({
            destinationId: id,
            name: "Hookyard: mine",
            status: isEnabled ? "ENABLED" : "MARKED_DOWN",
            deliveryConfig: { endpoint: url, verificationToken },
          })),
        ),
      ),
    ),
    http.post(`${at}/destination`, async ({ request }) => {
      const body = (await request.json()) as DestinationBody;
      return guarded(request, () => {
        const endpoint = {
          id: `dest_${account.nextNumber++}`,
          url: "",
          types: [],
          isEnabled: true,
          secret: "",
        };
        apply(endpoint, body);
        account.endpoints.push(endpoint);
        return made("destination", endpoint.id);
      });
    }),
    http.put(`${at}/destination/:id`, async ({ request, params }) => {
      const body = (await request.json()) as DestinationBody;
      const found = find(params["id"]);
      if (found !== undefined) apply(found, body);
      return new HttpResponse(null, { status: found === undefined ? 404 : 204 });
    }),
    http.delete(`${at}/destination/:id`, ({ params }) => {
      const found = find(params["id"]);
      if (found !== undefined && found.types.length > 0)
        return HttpResponse.json({ errors: [{ message: "The destination is in use" }] }, { status: 409 });
      account.endpoints = account.endpoints.filter((each) => each !== found);
      return new HttpResponse(null, { status: found === undefined ? 404 : 204 });
    }),
  ];
}

/** A topic by itself is known by its name: others' endpoints have the same one only in a test's setup. */
function subscriptions(account: FakeAccount): readonly HttpHandler[] {
  const turn = (id: string, { destinationId, payload, status }: SubscriptionBody): Response => {
    if (payload.schemaVersion !== "1.1" || status !== "ENABLED")
      return HttpResponse.json({ errors: [{ message: "bad payload" }] }, { status: 400 });
    const [from, topicId = ""] = id.split("~");
    for (const endpoint of account.endpoints) {
      if (endpoint.id === from) endpoint.types = endpoint.types.filter((type) => type !== topicId);
      if (endpoint.id === destinationId) endpoint.types = [...endpoint.types, topicId];
    }
    return new HttpResponse(null, { status: 204 });
  };
  return [
    http.get(`${at}/subscription`, ({ request }) =>
      guarded(request, () =>
        page(
          request,
          "subscriptions",
          account.endpoints.flatMap(({ id, types }) =>
            types.map((type) => ({
              subscriptionId: `${id}~${type}`,
              topicId: type,
              status: "ENABLED",
              destinationId: id,
            })),
          ),
        ),
      ),
    ),
    http.post(`${at}/subscription`, async ({ request }) => {
      const body = (await request.json()) as SubscriptionBody;
      const isTaken = account.endpoints.some(({ types }) => types.includes(body.topicId ?? ""));
      if (isTaken) return HttpResponse.json({ errors: [{ message: "It exists" }] }, { status: 409 });
      turn(`~${body.topicId}`, body);
      return made("subscription", `${body.destinationId}~${body.topicId}`);
    }),
    http.put(`${at}/subscription/:id`, async ({ request, params }) =>
      turn(String(params["id"]), (await request.json()) as SubscriptionBody),
    ),
    http.delete(`${at}/subscription/:id`, ({ params }) => {
      const [from, topicId] = String(params["id"]).split("~");
      for (const endpoint of account.endpoints)
        if (endpoint.id === from) endpoint.types = endpoint.types.filter((type) => type !== topicId);
      return new HttpResponse(null, { status: 204 });
    }),
  ];
}

function topic(): HttpHandler {
  return http.get(`${at}/topic/:id`, ({ params }) =>
    HttpResponse.json({
      topicId: params["id"],
      supportedPayloads: [{ format: ["JSON"], schemaVersion: "1.1", deliveryProtocol: "HTTPS" }],
    }),
  );
}
