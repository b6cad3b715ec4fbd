import { ConfigError, type Json } from "@hookyard/core";
import { apiKeyVariable } from "@hookyard/core/secret-variable";
import { type Answer, listAt } from "../api/answer.ts";
import { type ApiClient, type ApiRequest, createApiClient } from "../api/api-client.ts";
import type {
  ClientContext,
  CreatedEndpoint,
  Endpoint,
  EndpointApi,
  ProviderClient,
  WantedEndpoint,
} from "../endpoint/endpoint.ts";

type Call = Omit<ApiRequest, "does">;

/** How one REST API keeps endpoints: what differs from provider to provider, and nothing else. */
export interface RestEndpoints {
  /** The first page. */
  readonly list: Call;
  /** Where a page's list is; a function where it is not a plain list. */
  readonly items: string | ((answer: Answer) => readonly Json[]);
  /** The page after this one, `undefined` after the last. */
  readonly next?: (answer: Answer, call: Call) => Call | undefined;
  /** One item as an endpoint; `undefined` for what is no webhook endpoint. */
  readonly read: (item: Json) => Endpoint | undefined;
  readonly create: (wanted: WantedEndpoint) => Call;
  readonly created: (answer: Answer) => CreatedEndpoint;
  /** Absent where endpoints are made anew in place of being changed. */
  readonly update?: (endpoint: Endpoint, wanted: WantedEndpoint) => Call;
  readonly remove: (endpoint: Endpoint) => Call;
  readonly reveal?: (endpoint: Endpoint) => Call;
  readonly rotate?: (endpoint: Endpoint) => Call;
  /** The secret in what `reveal` and `rotate` answer. */
  readonly secretIn?: (answer: Answer) => string;
}

/** More pages than any account has; an API that goes round in a circle ends here. */
const mostPages = 200;

/** An {@link EndpointApi} over REST. */
export function restEndpoints(api: ApiClient, spec: RestEndpoints): EndpointApi {
  const nothing = (): void => undefined;
  const { change, reveal, rotate, secretIn } = { ...spec, change: spec.update };
  return {
    list: () => everyPage(api, { ...spec, does: "list its webhooks" }),
    create: (wanted) =>
      api.send({ ...spec.create(wanted), does: "create the webhook", ...hidden(wanted) }, spec.created),
    update: async (endpoint, wanted) => {
      if (change === undefined) throw new TypeError("this API changes no endpoints: they are made anew");
      return api.send(
        { ...change(endpoint, wanted), does: "change the webhook", ...hidden(wanted) },
        nothing,
      );
    },
    remove: (endpoint) =>
      api.send({ accepts: [404, 410], ...spec.remove(endpoint), does: "remove the webhook" }, nothing),
    ...(reveal !== undefined &&
      secretIn !== undefined && {
        revealSecret: (endpoint: Endpoint) =>
          api.send({ ...reveal(endpoint), does: "read the webhook's secret" }, secretIn),
      }),
    ...(rotate !== undefined &&
      secretIn !== undefined && {
        rotateSecret: (endpoint: Endpoint) =>
          api.send({ ...rotate(endpoint), does: "rotate the webhook's secret" }, secretIn),
      }),
  };
}

/** What each item of a list is, over all its pages; `undefined` is left out. Throws `ApiError`. */
export async function everyPage<Found>(
  api: ApiClient,
  spec: Pick<RestEndpoints, "list" | "items" | "next"> & {
    readonly does: string;
    readonly read: (item: Json) => Found | undefined;
  },
): Promise<readonly Found[]> {
  const all: Found[] = [];
  let call: Call | undefined = spec.list;
  for (let page = 0; call !== undefined && page < mostPages; page++) {
    const current: Call = call;
    call = await api.send({ ...current, does: spec.does }, (answer) => {
      for (const item of itemsOf(spec, answer)) {
        const found = spec.read(item);
        if (found !== undefined) all.push(found);
      }
      return spec.next?.(answer, current);
    });
  }
  return all;
}

function itemsOf({ items }: Pick<RestEndpoints, "items">, answer: Answer): readonly Json[] {
  return typeof items === "string" ? listAt(answer.json, items) : items(answer);
}

/** Of `user:password` also the password by itself, which some APIs take apart. */
function hidden({ secret }: WantedEndpoint): { readonly secrets?: readonly string[] } {
  if (secret === undefined) return {};
  return { secrets: [secret, secret.slice(secret.indexOf(":") + 1)] };
}

/** A setting that the source must have. Throws `ConfigError` where it has not. */
export function settingOf({ source, settings }: ClientContext, name: string): string {
  const value = settings[name];
  if (value === undefined || value === "")
    throw new ConfigError(`the source "${source}" needs the setting ${name}`);
  return value;
}

/** The HTTP client of one provider. */
export function openApi(
  client: Pick<ProviderClient, "name" | "permissions">,
  context: ClientContext,
  options: {
    readonly base: string;
    readonly headers: Readonly<Record<string, string>>;
    /** The key's other forms, where it is sent as something else. */
    readonly secrets?: readonly string[];
    readonly spacingMilliseconds?: number;
  },
): ApiClient {
  const { fetch, now, wait, signal, timeoutSeconds } = context;
  return createApiClient({
    provider: client.name,
    base: options.base,
    headers: options.headers,
    secrets: [context.key, ...(options.secrets ?? []), ...Object.values(options.headers)],
    permissions: client.permissions,
    keyVariable: apiKeyVariable(context.source),
    fetch,
    now,
    wait,
    signal,
    ...(timeoutSeconds !== undefined && { timeoutSeconds }),
    ...(options.spacingMilliseconds !== undefined && { spacingMilliseconds: options.spacingMilliseconds }),
  });
}

/** `Authorization: Bearer …`. */
export function bearer(key: string): Readonly<Record<string, string>> {
  return { authorization: `Bearer ${key}` };
}

/** `Authorization: Basic …` of a user and a password. */
export function basic(user: string, password: string): Readonly<Record<string, string>> {
  return { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}` };
}

/** The next page from a `Link` header. @see https://www.rfc-editor.org/rfc/rfc8288 */
export function nextByLink(answer: Answer, call: Call): Call | undefined {
  const link = /<([^>]+)>\s*;[^,]*rel="?next"?/.exec(answer.header("link") ?? "")?.[1];
  return link === undefined ? undefined : { method: call.method, path: link };
}

/** The same call with more in its query. */
export function withQuery(call: Call, query: Readonly<Record<string, string>>): Call {
  return { ...call, query: { ...call.query, ...query } };
}
