import type { DomainMapping } from "./domain/mapping.ts";
import type { Json } from "./event.ts";
import type { Scheme } from "./scheme/scheme.ts";
import type { WebhookRequest } from "./webhook-request.ts";

/**
 * A kind of sender with its own rules: how it signs, what it asks before it sends, where the id, type and time
 * are, how long it retries and what answer it wants. Made by {@link defineProvider}; a file each in `provider/`.
 */
export interface Provider<Id extends string = string, DomainType extends string = string> {
  readonly id: Id;
  /** The name that its own documentation uses. */
  readonly name: string;
  /** The provider's page that says how requests are signed. */
  readonly docs: string;
  readonly scheme: Scheme;
  /** Asked in order before the signature is looked at: GET challenges, HEAD probes, OPTIONS. */
  readonly handshakes?: readonly Handshake[];
  /** Asked in order after the signature was found good (Slack's `url_verification`). */
  readonly signedHandshakes?: readonly Handshake[];
  /** How the body is read once it is verified. Default `json`. */
  readonly body?: BodyReader;
  /** Takes one payload apart into several events, in order. Absent where a request is one event. */
  readonly split?: (payload: Json) => readonly Json[];
  /** Where the id, type and time of one event are. */
  readonly identify: (delivery: Delivery) => Identity;
  /** Seconds for which the provider may send the same event again: duplicates are recognised that long. */
  readonly horizonSeconds: number;
  /** What the provider wants to hear when all is well. Default: 200 and Hookyard's JSON. */
  readonly response?: HttpAnswer;
  /** The same, where it depends on the request (Adobe Sign wants its client id back); comes before `response`. */
  readonly answer?: (header: (name: string) => string | undefined) => HttpAnswer;
  /** Seconds within which the provider wants its answer, where it says. */
  readonly deadlineSeconds?: number;
  /**
   * Top-level fields of the payload that may differ between two sendings of one event (Stripe's
   * `pending_webhooks`): a difference in these alone is no conflict.
   */
  readonly volatile?: readonly string[];
  /** Where it says that it sends something again: counted, and told before it disables the endpoint. */
  readonly retries?: RetryCount;
  /**
   * Requests without an id say only what has changed, in the same bytes for each change (Mollie's classic webhooks): each
   * is an event of its own, told apart by when it came, and none is a duplicate.
   */
  readonly isBareNotice?: true;
  /**
   * How the names of this provider's EventBridge partner event sources begin, where it sends there natively: a source
   * may then name one as its `partnerBus`. The `detail` of such an event is the payload of the webhook.
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-saas.html
   */
  readonly partnerSource?: `aws.partner/${string}/`;
  /**
   * What its API tells of what it sent or recorded: a source may then be compared with it, on a schedule too. The calls
   * are in `@hookyard/register`, which a test holds this against.
   */
  readonly record?: ProviderRecord;
  /** From the provider's type to a domain event. */
  readonly domain: DomainMapping<DomainType>;
}

/**
 * Where a provider counts the sendings of one delivery, and the first number that is a retry: a header by its lower-case
 * name, or a field by its dotted path in each event of the request. `true` is 1. Absent where nothing counts.
 */
export type RetryCount =
  | { readonly header: string; readonly from: 1 | 2 }
  | { readonly field: string; readonly from: 1 | 2 };

/** What a provider remembers of its own events. */
export interface ProviderRecord {
  /** How far back it reaches. */
  readonly days: number;
  /** Whether it holds what the webhooks held: without it there is a gap to see, and nothing to bring in. */
  readonly hasPayloads: boolean;
  /** Whose record it is: the source has to have one of these settings. Absent where the key says it. */
  readonly settings?: readonly string[];
  /** Settings that the source has to have beside that one, every one of them. */
  readonly besides?: readonly string[];
}

/** One event of a verified request, on its way to be named. */
export interface Delivery {
  /** The payload, or one part of it after `split`. */
  readonly payload: Json;
  /** The whole payload of the request. */
  readonly whole: Json;
  /** Position in the request, from 0. */
  readonly index: number;
  /** One header's value, by its lower-case name. */
  readonly header: (name: string) => string | undefined;
  readonly request: WebhookRequest;
}

/** What a provider calls the event. */
export interface Identity {
  /** The provider's own id. `undefined` where it sends none: then a digest of the payload stands in. */
  readonly id: string | undefined;
  /** The provider's own type, `payment_intent.succeeded`. */
  readonly type: string;
  /** When it happened. `undefined` where the provider does not say: then the time of receipt stands in. */
  readonly time: Date | undefined;
  /** The id of the entity it is about. */
  readonly subject?: string | undefined;
}

/** Reads a verified body. Throws `BodyError` when the bytes are not what the provider documents. */
export type BodyReader = (body: Uint8Array, header: (name: string) => string | undefined) => Json;

/** What goes back to the sender. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/**
 * Answers the provider's question about this endpoint, or `undefined` when the request is not such a question.
 * Gets the body parsed where it could be (`undefined` where not, or on GET), and the secrets of the source.
 */
export type Handshake = (
  question: HandshakeQuestion,
) => HttpAnswer | undefined | Promise<HttpAnswer | undefined>;

export interface HandshakeQuestion {
  readonly request: WebhookRequest;
  readonly url: URL;
  readonly header: (name: string) => string | undefined;
  readonly payload: Json | undefined;
  readonly secrets: readonly string[];
  readonly settings: Readonly<Record<string, string>>;
  /** For providers whose question is answered by a request of ours (AWS SNS), to pinned hosts only. */
  readonly fetch?: typeof fetch | undefined;
}

/** Returns its argument with exact types: the id and the domain types are kept for what handlers see. */
export function defineProvider<const Id extends string, const DomainType extends string>(
  spec: Provider<Id, DomainType>,
): Provider<Id, DomainType> {
  return spec;
}
