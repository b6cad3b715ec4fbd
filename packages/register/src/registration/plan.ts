import { secretVariable } from "@hookyard/core/secret-variable";
import { ConfigError } from "@hookyard/core/errors";
import type { Endpoint, ProviderClient } from "../endpoint/endpoint.ts";
import { compareTypes } from "../endpoint/subscription.ts";
import { type Registration, secretDigest } from "./registration.ts";

/** One thing that will be done at the provider. */
export type Step =
  | { readonly kind: "create" }
  | { readonly kind: "update"; readonly endpoint: Endpoint; readonly setsSecret: boolean }
  /** A second endpoint beside the first, which goes when its overlap has ended. */
  | { readonly kind: "replace"; readonly endpoint: Endpoint }
  /** A new endpoint in the place of one that cannot be changed. */
  | { readonly kind: "recreate"; readonly endpoint: Endpoint }
  | { readonly kind: "reveal"; readonly endpoint: Endpoint }
  | { readonly kind: "rotate"; readonly endpoint: Endpoint }
  | { readonly kind: "retire"; readonly endpoint: Endpoint }
  | { readonly kind: "remove"; readonly endpoint: Endpoint };

/** A way in which the provider's side is not as the router wants it. */
export interface Drift {
  readonly code:
    | "endpoint_missing"
    | "url_different"
    | "types_missing"
    | "types_unused"
    | "endpoint_disabled"
    | "endpoint_failing"
    | "api_version_different"
    | "setting_different"
    | "secret_unknown"
    | "secret_not_set"
    | "retirement_due";
  readonly message: string;
}

export interface Plan {
  readonly action: "register" | "rotate" | "remove";
  /** What is there now, where there is anything. */
  readonly endpoint?: Endpoint;
  readonly url: string;
  readonly types: readonly string[];
  readonly drift: readonly Drift[];
  readonly steps: readonly Step[];
}

export interface PlanInput {
  readonly client: Pick<
    ProviderClient,
    "name" | "secret" | "subscriptions" | "isSingle" | "recreates" | "urlIsFixed"
  >;
  /** Whether the opened API can do these. */
  readonly can: { readonly reveal: boolean; readonly rotate: boolean };
  readonly action: Plan["action"];
  readonly source: string;
  readonly url: string;
  readonly types: readonly string[];
  /** The version of payloads that the source's settings ask for. */
  readonly apiVersion?: string | undefined;
  readonly registration: Registration;
  /** The secret from the environment, where nothing can be stored; `undefined` where it comes from the store. */
  readonly environmentSecret?: string | undefined;
  readonly endpoints: readonly Endpoint[];
  readonly now: Date;
}

/** What has to be done so that the provider has what the router wants; no step when all is well. Throws `ConfigError`. */
export function planRegistration(input: PlanInput): Plan {
  const { action, url, types, registration, endpoints } = input;
  const endpoint = findOurs(input);
  const retired = endpoints.filter(({ id }) =>
    registration.retiring.some(
      (each) => each.id === id && (action === "remove" || isOver(each.until, input.now)),
    ),
  );
  const found = endpoint === undefined ? {} : { endpoint };
  const retire = retired.map((each): Step => ({ kind: "retire", endpoint: each }));
  if (action === "remove") {
    const remove: readonly Step[] = endpoint === undefined ? [] : [{ kind: "remove", endpoint }];
    return { action, url, types, drift: [], steps: [...remove, ...retire], ...found };
  }
  refuseStoring(input, endpoint);
  const drift = driftOf(input, endpoint, retired.length);
  const steps = [
    ...(endpoint === undefined ? [{ kind: "create" } as const] : stepsFor(input, endpoint, drift)),
    ...retire,
  ];
  return { action, url, types, drift, steps, ...found };
}

/** The registered one, else the one at the same URL; a second at this URL may be on its way out. */
function findOurs({ client, registration, endpoints, url }: PlanInput): Endpoint | undefined {
  const retiring = new Set(registration.retiring.map(({ id }) => id));
  const candidates = endpoints.filter(({ id }) => !retiring.has(id));
  return (
    candidates.find(({ id }) => id === registration.endpoint?.id) ??
    candidates.find((each) => sameUrl(each.url, url)) ??
    (client.isSingle === true ? candidates[0] : undefined)
  );
}

/** Some providers add or drop a slash, or lower the case of the host. */
export function sameUrl(one: string, other: string): boolean {
  if (!URL.canParse(one) || !URL.canParse(other)) return one === other;
  return new URL(one).href.replace(/\/$/, "") === new URL(other).href.replace(/\/$/, "");
}

function refuseStoring({ client, source, environmentSecret, action }: PlanInput, endpoint?: Endpoint): void {
  if (environmentSecret === undefined) return;
  const variable = secretVariable(source);
  if (client.secret.kind === "given" && (endpoint === undefined || action === "rotate")) {
    throw new ConfigError(
      `${variable} is set, and ${client.name} makes a secret of its own for the endpoint, which would not be used. Unset ${variable}, then run this again`,
    );
  }
  if (client.secret.kind === "chosen" && action === "rotate") {
    throw new ConfigError(
      `the secret of "${source}" comes from ${variable}, where nothing can be stored. Put a new one in front of it (new,old), restart, and run register again`,
    );
  }
}

function driftOf(input: PlanInput, endpoint: Endpoint | undefined, retired: number): readonly Drift[] {
  const { client, url, apiVersion } = input;
  if (endpoint === undefined) {
    return [{ code: "endpoint_missing", message: `${client.name} has no endpoint for ${url}` }];
  }
  const drift: Drift[] = [];
  const add = (code: Drift["code"], message: string): void => void drift.push({ code, message });
  if (!sameUrl(endpoint.url, url)) add("url_different", `its URL is ${endpoint.url || "empty"}`);
  if (endpoint.status !== "enabled") {
    const why = endpoint.detail === undefined ? "" : `: ${endpoint.detail}`;
    add(
      endpoint.status === "disabled" ? "endpoint_disabled" : "endpoint_failing",
      `it is ${endpoint.status}${why}`,
    );
  }
  if (client.subscriptions.areChosen !== false) {
    const { missing, extra } = compareTypes(input.types, endpoint.types);
    const place = endpoint.typesAreSetAt === undefined ? "" : ` (set them ${endpoint.typesAreSetAt})`;
    if (missing.length > 0) add("types_missing", `types missing: ${missing.join(", ")}${place}`);
    if (extra.length > 0) add("types_unused", `types that no consumer uses: ${extra.join(", ")}${place}`);
  }
  if (apiVersion !== undefined && endpoint.apiVersion !== apiVersion)
    add(
      "api_version_different",
      `its API version is ${endpoint.apiVersion ?? "the account's"}, not ${apiVersion}`,
    );
  for (const fault of endpoint.faults ?? []) add("setting_different", fault);
  if (knowsNoSecret(input, endpoint)) add("secret_unknown", "its secret is not known here");
  if (secretIsUnset(input, endpoint)) add("secret_not_set", "whether it has our secret is not known");
  if (retired > 0) add("retirement_due", "the endpoint that it replaced can go now");
  return drift;
}

function knowsNoSecret({ client, registration, environmentSecret }: PlanInput, endpoint: Endpoint): boolean {
  return (
    client.secret.kind === "given" &&
    environmentSecret === undefined &&
    registration.endpoint?.id !== endpoint.id
  );
}

function secretIsUnset(
  {
    client,
    registration: {
      endpoint,
      secrets: [current],
    },
    environmentSecret,
  }: PlanInput,
  { id }: Endpoint,
): boolean {
  if (client.secret.kind !== "chosen") return false;
  if (endpoint?.id !== id || !endpoint.hasSecret) return true;
  const secret = environmentSecret ?? current?.value;
  return secret === undefined || endpoint.secretDigest !== secretDigest(secret);
}

/** Whether an update puts it right. */
function isUpdated({ code }: Drift, { typesAreSetAt }: Endpoint): boolean {
  switch (code) {
    case "types_missing":
    case "types_unused":
      return typesAreSetAt === undefined;
    case "secret_unknown":
    case "secret_not_set":
    case "retirement_due":
    case "endpoint_missing":
      return false;
    case "url_different":
    case "endpoint_disabled":
    case "endpoint_failing":
    case "api_version_different":
    case "setting_different":
      return true;
  }
}

function stepsFor(input: PlanInput, endpoint: Endpoint, drift: readonly Drift[]): readonly Step[] {
  const { client, can, action } = input;
  const rotates = action === "rotate";
  const needsVersion = drift.some(({ code }) => code === "api_version_different");
  const cannotRead = knowsNoSecret(input, endpoint) && !can.reveal && !can.rotate;
  const cannotRoll = rotates && client.secret.kind === "given" && !can.rotate;
  const needsUrl = client.urlIsFixed === true && drift.some(({ code }) => code === "url_different");
  if (needsVersion || needsUrl || cannotRead || cannotRoll) return [{ kind: "replace", endpoint }];
  if (rotates && (client.secret.kind === "account" || client.secret.kind === "none")) {
    const how =
      client.secret.kind === "account" ? `Rotate it there: ${client.secret.where}` : "It signs nothing";
    throw new ConfigError(`the secret of ${client.name} cannot be rotated through its API. ${how}`);
  }
  const setsSecret = client.secret.kind === "chosen" && (rotates || secretIsUnset(input, endpoint));
  const steps: Step[] = [];
  if (setsSecret || drift.some((each) => isUpdated(each, endpoint))) {
    if (client.recreates !== undefined) return [{ kind: "recreate", endpoint }];
    steps.push({ kind: "update", endpoint, setsSecret });
  }
  if (client.secret.kind === "given") {
    if (rotates) steps.push({ kind: "rotate", endpoint });
    else if (knowsNoSecret(input, endpoint)) steps.push({ kind: can.reveal ? "reveal" : "rotate", endpoint });
  }
  return steps;
}

function isOver(until: string, now: Date): boolean {
  return Date.parse(until) <= now.getTime();
}
