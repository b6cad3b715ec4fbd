import { type HttpHandler, HttpResponse, http } from "msw";
import { azureEventGridClient } from "../client/azure-event-grid.ts";
import {
  type FakeAccount,
  type FakeEndpoint,
  type FakeProvider,
  hasHeader,
  pageSize,
} from "./fake-account.ts";

const resource = "/subscriptions/5b4b650e/resourceGroups/shop/providers/Microsoft.EventGrid/topics/orders";
const gridAt = `https://management.azure.com${resource}/providers/Microsoft.EventGrid/eventSubscriptions`;

interface GridBody {
  readonly destination: { readonly properties: { readonly endpointUrl: string } };
  readonly filter: { readonly includedEventTypes: readonly string[] | null };
}

/** What somebody else set of a subscription, and what its making comes to: for tests of these. */
export interface GridWorld {
  filter: Readonly<Record<string, unknown>>;
  outcome: "Succeeded" | "Failed";
  /** How often it is still on its way when it is looked at. */
  looks: number;
  schema: string;
}

/** Event Grid. */
export function eventGridWith(world: GridWorld): FakeProvider {
  return {
    client: azureEventGridClient,
    key: "client-id:azure-secret-hunter2",
    settings: { tenant: "acme", resource },
    handlers: (account) => [azureTokens(), ...gridHandlers(account, world)],
  };
}

export const eventGrid: FakeProvider = eventGridWith({
  filter: {},
  outcome: "Succeeded",
  looks: 0,
  schema: "CloudEventSchemaV1_0",
});

/** A topic has more: what it sends to an event hub by its own identity. */
const byIdentity = {
  id: `${resource}/providers/Microsoft.EventGrid/eventSubscriptions/to-hub`,
  name: "to-hub",
  type: "Microsoft.EventGrid/eventSubscriptions",
  properties: {
    deliveryWithResourceIdentity: {
      identity: { type: "SystemAssigned" },
      destination: { endpointType: "EventHub", properties: { resourceId: "/subscriptions/5b4b650e/hub" } },
    },
    filter: {},
    provisioningState: "Succeeded",
  },
};

function azureTokens(): HttpHandler {
  return http.post("https://login.microsoftonline.com/acme/oauth2/v2.0/token", async ({ request }) => {
    const form = new URLSearchParams(await request.text());
    const isKnown =
      form.get("client_secret") === "azure-secret-hunter2" &&
      form.get("scope") === "https://management.azure.com/.default";
    return isKnown
      ? HttpResponse.json({ token_type: "Bearer", access_token: "azure-access-hunter2", expires_in: 3599 })
      : HttpResponse.json({ error: "invalid_client" }, { status: 401 });
  });
}

function gridHandlers(account: FakeAccount, world: GridWorld): readonly HttpHandler[] {
  const onTheirWay = new Map<string, number>();
  const find = (id: unknown): FakeEndpoint | undefined => account.endpoints.find((each) => each.id === id);
  const stateOf = (id: string, isEnabled: boolean): string => {
    if ((onTheirWay.get(id) ?? 0) > 0) return "Creating";
    return isEnabled ? world.outcome : "AwaitingManualAction";
  };
  const toWire = ({ id, url, types, isEnabled }: FakeEndpoint) => ({
    id: `${resource}/providers/Microsoft.EventGrid/eventSubscriptions/${id}`,
    name: id,
    type: "Microsoft.EventGrid/eventSubscriptions",
    properties: {
      destination: { endpointType: "WebHook", properties: { endpointBaseUrl: url } },
      filter: { ...world.filter, ...(!types.includes("*") && { includedEventTypes: [...types] }) },
      eventDeliverySchema: world.schema,
      provisioningState: stateOf(id, isEnabled),
    },
  });
  const take = (endpoint: FakeEndpoint, { destination, filter }: GridBody): Response => {
    const url = new URL(destination.properties.endpointUrl);
    const secret = url.searchParams.get("token") ?? "";
    url.search = ""; // the query is shown to nobody
    Object.assign(endpoint, {
      url: url.href,
      secret,
      types: filter.includedEventTypes ?? ["*"],
      isEnabled: true,
    });
    onTheirWay.set(endpoint.id, world.looks);
    return HttpResponse.json(toWire(endpoint), { status: 201 });
  };
  const missing = (): Response => HttpResponse.json({ error: { code: "NotFound" } }, { status: 404 });
  return [
    http.all(/management\.azure\.com/, async ({ request }) => {
      account.requests.push({
        method: request.method,
        url: request.url,
        body: await request.clone().text(),
      });
      const isVersioned = new URL(request.url).searchParams.get("api-version") === "2022-06-15";
      if (!isVersioned) return HttpResponse.json({ error: { code: "MissingApiVersion" } }, { status: 400 });
      return hasHeader("authorization", "Bearer azure-access-hunter2")(request)
        ? undefined
        : HttpResponse.json({ error: { code: "InvalidAuthenticationToken" } }, { status: 401 });
    }),
    http.get(gridAt, ({ request }) => {
      const start = Number(new URL(request.url).searchParams.get("$skiptoken") ?? 0);
      const page = account.endpoints.slice(start, start + pageSize).map(toWire);
      const value = start === 0 ? [byIdentity, ...page] : page;
      const next = start + pageSize < account.endpoints.length;
      const nextLink = `${gridAt}?api-version=2022-06-15&$skiptoken=${start + pageSize}`;
      return HttpResponse.json({ value, ...(next && { nextLink }) });
    }),
    http.put(`${gridAt}/:id`, async ({ request, params }) => {
      const { properties } = (await request.json()) as { readonly properties: GridBody };
      const id = String(params["id"]);
      const endpoint = find(id) ?? { id, url: "", types: [], isEnabled: true, secret: "" };
      if (find(id) === undefined) account.endpoints.push(endpoint);
      return take(endpoint, properties);
    }),
    http.get(`${gridAt}/:id`, ({ params }) => {
      const found = find(params["id"]);
      if (found === undefined) return missing();
      const answer = HttpResponse.json(toWire(found));
      onTheirWay.set(found.id, (onTheirWay.get(found.id) ?? 0) - 1);
      return answer;
    }),
    http.patch(`${gridAt}/:id`, async ({ request, params }) => {
      const found = find(params["id"]);
      return found === undefined ? missing() : take(found, (await request.json()) as GridBody);
    }),
    http.delete(`${gridAt}/:id`, ({ params }) => {
      account.endpoints = account.endpoints.filter(({ id }) => id !== params["id"]);
      return new HttpResponse(null, { status: 204 });
    }),
  ];
}
