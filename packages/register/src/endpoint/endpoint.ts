import type { SubscriptionNames } from "./subscription.ts";
import type { ApiWorld } from "../api/api-client.ts";
import type { DeliveryLog } from "../reconcile/delivery-log.ts";

/** A webhook endpoint as the provider has it. */
export interface Endpoint {
  /** The provider's id of it. */
  readonly id: string;
  readonly url: string;
  /** What it is subscribed to, in the provider's names. */
  readonly types: readonly string[];
  readonly status: "enabled" | "disabled" | "failing";
  /** The provider's own word for why it is disabled or failing. */
  readonly detail?: string;
  /** The version of the payloads, where a provider has versions of them. */
  readonly apiVersion?: string;
  /** What else is not as it should be, and put right by an update: `the content type is form`. */
  readonly faults?: readonly string[];
  /** Where types are chosen, when that is not in this API: `on the app's page, under Events`. */
  readonly typesAreSetAt?: string;
}

/** How an endpoint should be. */
export interface WantedEndpoint {
  readonly url: string;
  readonly types: readonly string[];
  /** Our secret, where the provider lets us choose it. */
  readonly secret?: string;
  /** A name of it that people see. */
  readonly description: string;
}

export interface CreatedEndpoint {
  readonly endpoint: Endpoint;
  /** What the provider will sign with, where it tells. */
  readonly secret?: string;
}

/** The endpoints of one account at a provider. Every method throws `ApiError`. */
export interface EndpointApi {
  /** All of them, every page. */
  list(): Promise<readonly Endpoint[]>;
  create(wanted: WantedEndpoint): Promise<CreatedEndpoint>;
  /** Makes it as wanted: URL, types, enabled, and what is in `faults`. */
  update(endpoint: Endpoint, wanted: WantedEndpoint): Promise<void>;
  /** Resolves also when it is gone already. */
  remove(endpoint: Endpoint): Promise<void>;
  /** Reads the secret, where the provider shows it again. */
  revealSecret?(endpoint: Endpoint): Promise<string>;
  /** Has the provider make a new one, where it can. Its own overlap, if any, is in the provider's documentation. */
  rotateSecret?(endpoint: Endpoint): Promise<string>;
}

/**
 * Whose the secret is. `chosen`: ours, sent along. `given`: the provider makes one for each endpoint. `account`: one
 * for the whole account, which the API does not show: `where` says where people find it. `none`: nothing is signed
 * with a secret.
 */
export type SecretRule =
  | { readonly kind: "chosen"; readonly create?: (random: (size: number) => Uint8Array) => string }
  | { readonly kind: "given" }
  | { readonly kind: "account"; readonly where: string }
  | { readonly kind: "none" };

/** What the source has to say beside its key, in its `settings`: `repository` → `acme/shop`. */
export interface SettingRule {
  readonly name: string;
  readonly means: string;
  readonly isRequired: boolean;
}

/** What a client is opened with. */
export interface ClientContext extends ApiWorld {
  /** The source's name in the router. */
  readonly source: string;
  readonly key: string;
  readonly settings: Readonly<Record<string, string>>;
}

export interface OpenedClient {
  /** Absent where endpoints are made by hand alone, or with another key. */
  readonly endpoints?: EndpointApi;
  /** Which key makes endpoints, in a sentence, where this one is for the deliveries alone. */
  readonly endpointsKey?: string;
  /** What the provider sent or recorded, where it can be asked. */
  readonly deliveries?: (endpointId: string | undefined) => DeliveryLog;
}

/** One provider's API, as far as endpoints and deliveries go: a file each in `client/`. */
export interface ProviderClient {
  /** The preset's id. */
  readonly provider: string;
  readonly name: string;
  /** The page that describes the API. */
  readonly docs: string;
  /** What the API key has to be allowed, for people. */
  readonly permissions: string;
  readonly settings: readonly SettingRule[];
  readonly secret: SecretRule;
  readonly subscriptions: SubscriptionNames;
  /** Whether there is one endpoint at most, and so whatever is there is ours. */
  readonly isSingle?: true;
  /**
   * Where endpoints cannot be changed, only made anew: with the new one first where two may stand side by side, with
   * the old one removed first where the API refuses a second at the same URL.
   */
  readonly recreates?: "new_first" | "old_first";
  /** Where an endpoint keeps the URL that it was made with: at another, a second one replaces it. */
  readonly urlIsFixed?: true;
  /** A setting that the source needs once the endpoint exists: its name, with the endpoint's id as value. */
  readonly settingFromId?: string;
  /** What people should know of it. */
  readonly notes?: string;
  open(context: ClientContext): OpenedClient;
}
