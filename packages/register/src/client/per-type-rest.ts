import type { ApiClient, ApiRequest } from "../api/api-client.ts";
import type { WantedEndpoint } from "../endpoint/endpoint.ts";
import type { TypeSubscription, TypeSubscriptionApi } from "./per-type.ts";
import { everyPage, type RestEndpoints } from "./rest.ts";

type Call = Omit<ApiRequest, "does">;

/** How one REST API keeps subscriptions by type: what differs from provider to provider, and nothing else. */
export interface RestSubscriptions extends Pick<RestEndpoints, "list" | "items" | "next"> {
  /** One item as a subscription; `undefined` for what is none. */
  readonly read: (item: Parameters<RestEndpoints["read"]>[0]) => TypeSubscription | undefined;
  readonly create: (type: string, wanted: WantedEndpoint) => Call;
  readonly remove: (id: string) => Call;
}

/** A {@link TypeSubscriptionApi} over REST. Throws `ApiError`. */
export function restSubscriptions(api: ApiClient, spec: RestSubscriptions): TypeSubscriptionApi {
  return {
    list: () => everyPage(api, { ...spec, does: "list its webhooks" }),
    create: (type, wanted) =>
      api.send(
        {
          ...spec.create(type, wanted),
          does: `subscribe to ${type}`,
          ...(wanted.secret !== undefined && { secrets: [wanted.secret] }),
        },
        () => undefined,
      ),
    remove: (id) =>
      api.send({ accepts: [404, 410], ...spec.remove(id), does: "remove a webhook" }, () => undefined),
  };
}
