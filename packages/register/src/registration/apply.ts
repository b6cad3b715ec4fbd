import type { Endpoint, EndpointApi, ProviderClient, WantedEndpoint } from "../endpoint/endpoint.ts";
import type { Plan, Step } from "./plan.ts";
import { type Registration, type RegistrationStore, secretDigest } from "./registration.ts";

export interface ApplyInput {
  readonly client: Pick<ProviderClient, "secret" | "name" | "recreates">;
  readonly api: EndpointApi;
  readonly plan: Plan;
  readonly source: string;
  readonly store: RegistrationStore;
  /** The secret from the environment, where it comes from there. */
  readonly environmentSecret?: string | undefined;
  /** A fresh secret of the provider's form. */
  readonly createSecret: () => string;
  /** Seconds for which an old secret, and the endpoint that had it, stays after a rotation. */
  readonly overlapSeconds: number;
  readonly now: () => Date;
  /** Told before each step. */
  readonly onStep?: (step: Step) => void;
}

/**
 * Carries a plan out, step by step. A secret of ours is stored before it is sent, one of theirs as soon as it is
 * known; whatever stops it half-way, running it again goes on from there. Throws `ApiError`.
 */
export async function applyPlan(input: ApplyInput): Promise<void> {
  for (const step of input.plan.steps) {
    input.onStep?.(step);
    await takeStep(input, step);
  }
}

async function takeStep(input: ApplyInput, step: Step): Promise<void> {
  switch (step.kind) {
    case "create":
      return create(input);
    case "update":
      return update(input, step.endpoint, step.setsSecret);
    case "replace":
      return replace(input, step.endpoint);
    case "recreate":
      return recreate(input, step.endpoint);
    case "reveal":
      return keepTheirs(input, step.endpoint, await required(input.api.revealSecret)(step.endpoint));
    case "rotate":
      return keepTheirs(input, step.endpoint, await required(input.api.rotateSecret)(step.endpoint));
    case "retire":
      await input.api.remove(step.endpoint);
      return change(input, (registration) => ({
        ...registration,
        retiring: registration.retiring.filter(({ id }) => id !== step.endpoint.id),
      }));
    case "remove":
      await input.api.remove(step.endpoint);
      return change(input, ({ endpoint: _gone, ...rest }) => rest);
  }
}

async function create(input: ApplyInput): Promise<void> {
  const secret = await chosenSecret(input, "keep");
  const created = await input.api.create(wantedOf(input, secret));
  await change(input, (registration) =>
    withEndpoint(input, withSecret(input, registration, created.secret), created.endpoint, true),
  );
}

async function update(input: ApplyInput, endpoint: Endpoint, setsSecret: boolean): Promise<void> {
  const { action, url } = input.plan;
  const secret = await chosenSecret(input, action === "rotate" ? "renew" : "keep");
  if (!setsSecret) {
    await input.api.update(endpoint, wantedOf(input, secret));
    return change(input, (registration) =>
      registration.endpoint?.id === endpoint.id
        ? withEndpoint(input, registration, moved(endpoint, url), true)
        : registration,
    );
  }
  await change(input, (registration) => withEndpoint(input, registration, endpoint, false));
  await input.api.update(endpoint, wantedOf(input, secret));
  await change(input, (registration) => withEndpoint(input, registration, moved(endpoint, url), true));
}

/** Where a provider knows an endpoint by its URL alone, another URL is another id. */
function moved(endpoint: Endpoint, url: string): Endpoint {
  return endpoint.id === endpoint.url ? { ...endpoint, id: url, url } : endpoint;
}

async function replace(input: ApplyInput, old: Endpoint): Promise<void> {
  const until = untilOf(input);
  const secret = await chosenSecret(input, "keep");
  const created = await input.api.create(wantedOf(input, secret));
  await change(input, (registration) => ({
    ...withEndpoint(input, withSecret(input, registration, created.secret), created.endpoint, true),
    retiring: [...registration.retiring, { id: old.id, until }],
  }));
}

async function recreate(input: ApplyInput, old: Endpoint): Promise<void> {
  const isNewFirst = input.client.recreates === "new_first";
  const secret = await chosenSecret(input, input.plan.action === "rotate" ? "renew" : "keep");
  if (!isNewFirst) await input.api.remove(old);
  const created = await input.api.create(wantedOf(input, secret));
  await change(input, (registration) =>
    withEndpoint(input, withSecret(input, registration, created.secret), created.endpoint, true),
  );
  if (isNewFirst) await input.api.remove(old);
}

function keepTheirs(input: ApplyInput, endpoint: Endpoint, secret: string): Promise<void> {
  return change(input, (registration) =>
    withEndpoint(input, withSecret(input, registration, secret), endpoint, true),
  );
}

/** The secret to send, stored before it is sent; `undefined` where the provider makes it. */
async function chosenSecret(input: ApplyInput, how: "keep" | "renew"): Promise<string | undefined> {
  const { client, source, store, environmentSecret } = input;
  if (client.secret.kind !== "chosen") return undefined;
  if (environmentSecret !== undefined) return environmentSecret;
  const registration = await store.read(source);
  const [current] = registration.secrets;
  if (how === "keep" && current !== undefined) return current.value;
  const secret = input.createSecret();
  await store.write(source, withSecret(input, registration, secret));
  return secret;
}

function wantedOf({ plan, source }: ApplyInput, secret: string | undefined): WantedEndpoint {
  return {
    url: plan.url,
    types: plan.types,
    description: `Hookyard: ${source}`,
    ...(secret !== undefined && { secret }),
  };
}

/** The newest secret in front; the one before it is accepted for the overlap, others until their own end. */
function withSecret(input: ApplyInput, registration: Registration, secret: string | undefined): Registration {
  const [current, ...older] = registration.secrets;
  if (secret === undefined || current?.value === secret) return registration;
  const before = current === undefined ? [] : [{ ...current, until: untilOf(input) }];
  return {
    ...registration,
    secrets: [
      { value: secret },
      ...before,
      ...older.filter(({ value, until }) => value !== secret && !isOver(until, input.now())),
    ],
  };
}

function withEndpoint(
  { client, plan, environmentSecret }: ApplyInput,
  registration: Registration,
  { id }: Endpoint,
  hasSecret: boolean,
): Registration {
  const secret =
    client.secret.kind === "chosen" ? (environmentSecret ?? registration.secrets[0]?.value) : undefined;
  return {
    ...registration,
    endpoint: {
      id,
      url: plan.url,
      hasSecret,
      ...(secret !== undefined && { secretDigest: secretDigest(secret) }),
    },
  };
}

function isOver(until: string | undefined, now: Date): boolean {
  return until !== undefined && Date.parse(until) <= now.getTime();
}

function untilOf({ now, overlapSeconds }: ApplyInput): string {
  return new Date(now().getTime() + overlapSeconds * 1000).toISOString();
}

async function change(input: ApplyInput, by: (registration: Registration) => Registration): Promise<void> {
  await input.store.write(input.source, by(await input.store.read(input.source)));
}

function required<Method>(method: Method | undefined): Method {
  if (method === undefined) throw new TypeError("the plan has a step that this API does not have");
  return method;
}
