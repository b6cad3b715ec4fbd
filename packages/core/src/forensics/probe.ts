import type { Provider } from "../provider.ts";
import type { Scheme, VerifyOutcome } from "../scheme/scheme.ts";
import { firstHeader, headerPairs, type WebhookRequest } from "../webhook-request.ts";
import type { Spending } from "./budget.ts";

/** A request that was refused, and what it was refused with. */
export interface RefusedCase {
  readonly provider: Pick<Provider, "name" | "scheme">;
  readonly request: WebhookRequest;
  readonly secrets: readonly string[];
  /** Of the request's arrival. */
  readonly now: Date;
  readonly settings: Readonly<Record<string, string>>;
  readonly toleranceSeconds: number | undefined;
}

/** What is different in one attempt. */
export interface Change {
  readonly request?: WebhookRequest;
  readonly secrets?: readonly string[];
  readonly settings?: Readonly<Record<string, string>>;
  readonly scheme?: Scheme;
  readonly now?: Date;
  readonly toleranceSeconds?: number | undefined;
}

/** Verifies the request with changes, within the budget. */
export interface Probe {
  /** `undefined` when the budget does not allow it. */
  verify(change: Change): Promise<VerifyOutcome | undefined>;
  /** The position of the secret with which the changed request is genuine, whatever its age; `undefined` when it is not. */
  genuine(change: Change): Promise<number | undefined>;
  isSpent(): boolean;
}

/** A hundred years: only the signature decides. */
export const anyAgeSeconds = 100 * 366 * 86_400;

export function createProbe(refused: RefusedCase, spending: Spending): Probe {
  const verify: Probe["verify"] = async (change) => {
    const request = change.request ?? refused.request;
    const secrets = change.secrets ?? refused.secrets;
    if (!spending.take(Math.max(1, secrets.length), request.body.byteLength)) return undefined;
    try {
      return await (change.scheme ?? refused.provider.scheme).verify({
        request,
        secrets,
        now: change.now ?? refused.now,
        toleranceSeconds: "toleranceSeconds" in change ? change.toleranceSeconds : refused.toleranceSeconds,
        settings: change.settings ?? refused.settings,
      });
    } catch (cause) {
      return { ok: false, reason: "scheme_failed", cause };
    }
  };
  return {
    verify,
    isSpent: () => spending.isSpent(),
    async genuine(change) {
      const outcome = await verify({ toleranceSeconds: anyAgeSeconds, ...change });
      return outcome?.ok === true ? (outcome.secretIndex ?? 0) : undefined;
    },
  };
}

/** What a scheme looked at. */
export interface Reads {
  /** Header names in the order in which they were asked for. */
  readonly headers: readonly string[];
  readonly url: boolean;
}

/** A request that notes what is read of it: so the headers a scheme wants are known without knowing the scheme. */
export function watch(request: WebhookRequest): {
  readonly request: WebhookRequest;
  readonly reads: () => Reads;
} {
  const asked = new Set<string>();
  let url = false;
  const headers = {
    get(name: string): string | null {
      asked.add(name.toLowerCase());
      return firstHeader(request.headers, name.toLowerCase()) ?? null;
    },
    append: () => undefined, // what tells a `Headers` from other forms
    *[Symbol.iterator]() {
      yield* headerPairs(request.headers);
    },
  };
  return {
    request: {
      method: request.method,
      body: request.body,
      headers: headers as unknown as Headers, // safe: schemes read headers by `get` or as pairs
      get url() {
        url = true;
        return request.url;
      },
    },
    reads: () => ({ headers: [...asked], url }),
  };
}

/** The request with one header's values in place of those it came with; none takes it away. */
export function withHeader(
  request: WebhookRequest,
  name: string,
  ...values: readonly string[]
): WebhookRequest {
  const others = headerPairs(request.headers).filter(([other]) => other.toLowerCase() !== name);
  return { ...request, headers: [...others, ...values.map((value) => [name, value] as const)] };
}
