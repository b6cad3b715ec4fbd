import { type HttpHandler, HttpResponse, http, type JsonBodyType } from "msw";
import type { ProviderClient } from "../endpoint/endpoint.ts";

/** An endpoint in a provider that a test plays. */
export interface FakeEndpoint {
  id: string;
  url: string;
  types: readonly string[];
  isEnabled: boolean;
  secret: string;
}

/** An account at such a provider. Tests look into it and change it. */
export interface FakeAccount {
  endpoints: FakeEndpoint[];
  /** Every request that came, as the provider saw it. */
  readonly requests: { readonly method: string; readonly url: string; readonly body: string }[];
  nextNumber: number;
}

/** A provider as a test plays it: its documented answers, at the wire. */
export interface FakeProvider {
  readonly client: ProviderClient;
  readonly key: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly handlers: (account: FakeAccount) => readonly HttpHandler[];
  /** An answer of the right kind and the wrong shape. Default `{"surprise":true}`. */
  readonly surprise?: JsonBodyType;
  /** Whether its lists have pages. Default true. */
  readonly isPaged?: false;
  /** Whether endpoints can be disabled. Default true. */
  readonly canDisable?: false;
  /** Whether its secret can be renewed from here: not where it is the account's. Default true. */
  readonly canRotate?: false;
  /** Whether an endpoint there can be taken away and made again. Default true. */
  readonly canRemove?: false;
}

export function newAccount(): FakeAccount {
  return { endpoints: [], requests: [], nextNumber: 1 };
}

/** Items of a page are so few, so that every test of paging has pages. */
export const pageSize = 2;

export interface RestFakeSpec {
  readonly base: string;
  readonly path: string;
  readonly isAuthorized: (request: Request) => boolean;
  readonly idOf?: (number: number) => string;
  readonly toWire: (endpoint: FakeEndpoint) => JsonBodyType;
  /** What a create or an update says; what it leaves out stays. */
  readonly fromWire: (body: never) => Partial<FakeEndpoint>;
  /** Where the page begins. */
  readonly startOf?: (url: URL, endpoints: readonly FakeEndpoint[]) => number;
  /** One page; `next` is where the following begins. */
  readonly page: (items: JsonBodyType[], next: number | undefined, url: URL) => Response;
  readonly created?: (endpoint: FakeEndpoint) => JsonBodyType;
  /** Default 201. */
  readonly createdStatus?: 200;
  /** Of what it says of one endpoint. Default `application/json`. */
  readonly mediaType?: string;
  readonly updates?: "PATCH" | "PUT" | "POST";
  readonly updated?: (endpoint: FakeEndpoint) => JsonBodyType;
  /** What it says of a removal. Default nothing, with 204. */
  readonly removed?: (endpoint: FakeEndpoint) => JsonBodyType;
  /** Calls beside the usual ones. */
  readonly extra?: (
    account: FakeAccount,
    find: (id: string) => FakeEndpoint | undefined,
  ) => readonly HttpHandler[];
  /** The secret that the provider makes. */
  readonly secretOf?: (number: number) => string;
  readonly readBody?: (text: string) => unknown;
}

/** The handlers of a REST API that lists, creates, updates and deletes under one path. */
export function restFake(spec: RestFakeSpec): (account: FakeAccount) => readonly HttpHandler[] {
  const { base, path, readBody = (text: string): unknown => (text === "" ? {} : JSON.parse(text)) } = spec;
  const collection = `${base}${path}`;
  const headers = { "content-type": spec.mediaType ?? "application/json" };
  return (account) => {
    const find = (id: string): FakeEndpoint | undefined =>
      account.endpoints.find((each) => each.id === decodeURIComponent(id));
    const guarded = async (request: Request, work: (body: never) => Response): Promise<Response> => {
      const body = await request.clone().text();
      account.requests.push({ method: request.method, url: request.url, body });
      if (!spec.isAuthorized(request))
        return HttpResponse.json({ message: "bad credentials" }, { status: 401 });
      return work(readBody(body) as never); // safe: `fromWire` reads what the client of the same provider wrote
    };
    const apply = (endpoint: FakeEndpoint, change: Partial<FakeEndpoint>): FakeEndpoint =>
      Object.assign(
        endpoint,
        Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)),
      );
    const gone = (): Response => HttpResponse.json({ message: "not found" }, { status: 404 });
    const update = (request: Request, id: string): Promise<Response> =>
      guarded(request, (body) => {
        const endpoint = find(id);
        if (endpoint === undefined) return gone();
        apply(endpoint, spec.fromWire(body));
        return HttpResponse.json((spec.updated ?? spec.toWire)(endpoint), { headers });
      });
    return [
      ...(spec.extra?.(account, find) ?? []),
      http.get(collection, ({ request }) =>
        guarded(request, () => {
          const url = new URL(request.url);
          const start = spec.startOf?.(url, account.endpoints) ?? 0;
          const size = spec.startOf === undefined ? account.endpoints.length : pageSize;
          const items = account.endpoints.slice(start, start + size).map(spec.toWire);
          const next = start + size < account.endpoints.length ? start + size : undefined;
          return spec.page(items, next, url);
        }),
      ),
      http.post(collection, ({ request }) =>
        guarded(request, (body) => {
          const number = account.nextNumber++;
          const endpoint = apply(
            {
              id: spec.idOf?.(number) ?? `hook_${number}`,
              url: "",
              types: [],
              isEnabled: true,
              secret: spec.secretOf?.(number) ?? `their-secret-number-${number}`,
            },
            spec.fromWire(body),
          );
          account.endpoints.push(endpoint);
          return HttpResponse.json((spec.created ?? spec.toWire)(endpoint), {
            status: spec.createdStatus ?? 201,
            headers,
          });
        }),
      ),
      http.patch(`${collection}/:id`, ({ request, params }) =>
        spec.updates === "PATCH"
          ? update(request, String(params["id"]))
          : HttpResponse.json({}, { status: 405 }),
      ),
      http.put(`${collection}/:id`, ({ request, params }) =>
        spec.updates === "PUT"
          ? update(request, String(params["id"]))
          : HttpResponse.json({}, { status: 405 }),
      ),
      http.post(`${collection}/:id`, ({ request, params }) =>
        spec.updates === "POST"
          ? update(request, String(params["id"]))
          : HttpResponse.json({}, { status: 405 }),
      ),
      http.get(`${collection}/:id`, ({ request, params }) =>
        guarded(request, () => {
          const endpoint = find(String(params["id"]));
          return endpoint === undefined ? gone() : HttpResponse.json((spec.created ?? spec.toWire)(endpoint));
        }),
      ),
      http.delete(`${collection}/:id`, ({ request, params }) =>
        guarded(request, () => {
          const endpoint = find(String(params["id"]));
          if (endpoint === undefined) return gone();
          account.endpoints = account.endpoints.filter((each) => each !== endpoint);
          return spec.removed === undefined
            ? new HttpResponse(null, { status: 204 })
            : HttpResponse.json(spec.removed(endpoint));
        }),
      ),
    ];
  };
}

/** One subscription to one type, on the wire of a provider that keeps each by itself. */
export type FakeSubscription = Omit<FakeEndpoint, "types"> & { readonly type: string };

export interface PerTypeFakeSpec {
  /** Where all are listed and one is made. */
  readonly path: string;
  /** Where one is removed: `…/:id`. */
  readonly removePath: string;
  readonly isAuthorized: (request: Request) => boolean;
  readonly toWire: (subscription: FakeSubscription) => JsonBodyType;
  readonly fromWire: (
    body: never,
  ) => Pick<FakeEndpoint, "url"> & Partial<FakeEndpoint> & { readonly type: string };
  readonly startOf?: (url: URL) => number;
  readonly page: (items: JsonBodyType[], next: number | undefined, url: URL) => Response;
  readonly readBody?: (text: string) => unknown;
  /** What it answers when one is removed, or where there was none. Default `{}`. */
  readonly removed?: (subscription: FakeSubscription | undefined) => Response;
  /** Default 201. */
  readonly createdStatus?: 200;
  /** The provider's form of an id. Default as it is here. */
  readonly idOf?: (id: string) => string;
}

/** The handlers of an API with a subscription for each type; those at one URL are one endpoint of the account. */
export function perTypeFake(spec: PerTypeFakeSpec): (account: FakeAccount) => readonly HttpHandler[] {
  const { readBody = (text: string): unknown => JSON.parse(text), idOf = (id: string): string => id } = spec;
  const idFor = (id: string, type: string): string => idOf(`${id}~${type.replaceAll("/", "_")}`);
  return (account) => {
    const refused = (request: Request): Response | undefined =>
      spec.isAuthorized(request) ? undefined : HttpResponse.json({ message: "bad key" }, { status: 401 });
    const all = (): readonly FakeSubscription[] =>
      account.endpoints.flatMap(({ types, id, ...rest }) =>
        types.map((type) => ({ ...rest, type, id: idFor(id, type) })),
      );
    return [
      http.get(spec.path, ({ request }) => {
        const url = new URL(request.url);
        const start = spec.startOf?.(url) ?? 0;
        const size = spec.startOf === undefined ? all().length : pageSize;
        const next = start + size < all().length ? start + size : undefined;
        const items = all().slice(start, start + size);
        return refused(request) ?? spec.page(items.map(spec.toWire), next, url);
      }),
      http.post(spec.path, async ({ request }) => {
        const denied = refused(request);
        if (denied !== undefined) return denied;
        const body = await request.text();
        account.requests.push({ method: request.method, url: request.url, body });
        const made = spec.fromWire(readBody(body) as never); // safe: what its own client wrote
        const found = account.endpoints.find(({ url }) => url === made.url);
        const { type, url, secret = "" } = made;
        const id = `hook_${account.nextNumber++}`;
        if (found === undefined) account.endpoints.push({ id, url, types: [type], isEnabled: true, secret });
        else Object.assign(found, { types: [...found.types, type], secret, isEnabled: true });
        return HttpResponse.json(spec.toWire({ id, type, url, secret, isEnabled: true }), {
          status: spec.createdStatus ?? 201,
        });
      }),
      http.delete(spec.removePath, ({ request, params }) => {
        const gone = all().find((each) => each.id === params["id"]);
        for (const endpoint of account.endpoints)
          endpoint.types = endpoint.types.filter((type) => idFor(endpoint.id, type) !== params["id"]);
        account.endpoints = account.endpoints.filter(({ types }) => types.length > 0);
        return refused(request) ?? spec.removed?.(gone) ?? HttpResponse.json({});
      }),
    ];
  };
}

/** Checks the header that shows the key. */
export function hasHeader(name: string, value: string): (request: Request) => boolean {
  return (request) => request.headers.get(name) === value;
}

/** A form's fields, with `name[0]`, `name[1]` as lists. */
export function formFields(text: string): Readonly<Record<string, string | readonly string[]>> {
  const fields = new Map<string, string | readonly string[]>();
  for (const [name, value] of new URLSearchParams(text)) {
    const list = /^(.+)\[\d+\]$/.exec(name)?.[1];
    const before = list === undefined ? undefined : fields.get(list);
    if (list === undefined) fields.set(name, value);
    else fields.set(list, Array.isArray(before) ? [...(before as readonly string[]), value] : [value]); // safe: only lists of text are put in
  }
  return Object.fromEntries(fields);
}
