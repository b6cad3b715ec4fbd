import { ConfigError } from "@hookyard/core";
import type { Endpoint, EndpointApi, WantedEndpoint } from "../endpoint/endpoint.ts";

/** One subscription to one type, where a provider keeps each by itself. */
export interface TypeSubscription {
  readonly id: string;
  readonly type: string;
  readonly url: string;
  readonly status: Endpoint["status"];
  readonly detail?: string;
}

/** The subscriptions of a provider that has one for each type. */
export interface TypeSubscriptionApi {
  list(): Promise<readonly TypeSubscription[]>;
  create(type: string, wanted: WantedEndpoint): Promise<void>;
  remove(id: string): Promise<void>;
}

/**
 * Subscriptions by type as one endpoint for each URL, which is its id. An update adds what is missing before it
 * removes what is not wanted; where `hasSecret`, each is made anew, since a secret is set only then.
 */
export function perType(
  api: TypeSubscriptionApi,
  { hasSecret }: { readonly hasSecret: boolean },
): EndpointApi {
  const at = async (url: string): Promise<readonly TypeSubscription[]> =>
    (await api.list()).filter((each) => each.url === url);
  return {
    async list() {
      const all = await api.list();
      return [...new Set(all.map(({ url }) => url))].map((url) => endpointOf(url, all));
    },
    async create(wanted) {
      for (const type of wanted.types) await api.create(type, wanted);
      return { endpoint: endpointOf(wanted.url, await at(wanted.url)) };
    },
    async update(endpoint, wanted) {
      const there = await at(endpoint.url);
      const isKept = (each: TypeSubscription): boolean =>
        !hasSecret &&
        each.url === wanted.url &&
        each.status === "enabled" &&
        wanted.types.includes(each.type);
      const kept = there.filter(isKept).map(({ type }) => type);
      const gone = there.filter((each) => !isKept(each));
      // One of a type at a URL is all that most allow: those that stand in the way go first.
      for (const { id, type, url } of gone) {
        if (url === wanted.url || !wanted.types.includes(type)) await api.remove(id);
      }
      for (const type of wanted.types.filter((each) => !kept.includes(each))) await api.create(type, wanted);
      for (const { id, type, url } of gone) {
        if (url !== wanted.url && wanted.types.includes(type)) await api.remove(id);
      }
    },
    async remove({ url }) {
      for (const { id } of await at(url)) await api.remove(id);
    },
  };
}

function endpointOf(url: string, all: readonly TypeSubscription[]): Endpoint {
  const own = all.filter((each) => each.url === url);
  const bad =
    own.find(({ status }) => status === "disabled") ?? own.find(({ status }) => status !== "enabled");
  return {
    id: url,
    url,
    types: own.map(({ type }) => type),
    status: bad?.status ?? "enabled",
    ...(bad !== undefined && { detail: `${bad.type}: ${bad.detail ?? bad.status}` }),
  };
}

/**
 * Those at one URL. Throws `ConfigError` where there is none, or the URL is not known: what was sent to nowhere would
 * read like nothing missing.
 */
export function onlyAt<Subscription extends { readonly url: string }>(
  all: readonly Subscription[],
  { url, source }: { readonly url: string | undefined; readonly source: string },
): readonly Subscription[] {
  const own = all.filter((each) => each.url === url);
  if (own.length > 0) return own;
  throw new ConfigError(
    `which webhooks are those of "${source}" is not known: none was registered from here, or it is gone. Register it: npx hookyard register ${source}`,
  );
}
