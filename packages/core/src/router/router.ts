import type { RetryPolicy } from "../delivery/retry-policy.ts";
import type { HookyardEvent, JsonObject } from "../event.ts";
import type { CompiledPattern } from "../pattern/index.ts";
import type { Provider } from "../provider.ts";
import type { Consumer, ConsumerHandler } from "./consumer.ts";
import type { ReconcilePlan } from "./reconcile-spec.ts";

/**
 * A checked router: what the local run, the deployed rules and queues, the CLI and the handlers' types are made from.
 * `Events` says which event each consumer gets; engines take any `Router`.
 */
export interface Router<
  Events extends Readonly<Record<string, HookyardEvent>> = Readonly<Record<string, HookyardEvent>>,
> {
  readonly sources: Readonly<Record<string, SourceDefinition>>;
  readonly consumers: Readonly<Record<string, ConsumerDefinition>>;
  /**
   * Gives a consumer its function; `event` is typed from the consumer's `on`. Throws `ConfigError` when the router
   * has no consumer of that name.
   */
  consumer<Name extends keyof Events & string>(
    name: Name,
    handler: ConsumerHandler<Events[Name]>,
  ): Consumer<Events[Name]>;
}

/** One configured endpoint of a provider, at `/webhooks/<name>`. */
export interface SourceDefinition {
  readonly name: string;
  readonly provider: Provider;
  readonly settings: Readonly<Record<string, string>>;
  /** In place of the scheme's own tolerance for old timestamps. */
  readonly toleranceSeconds?: number;
  /** In place of the engine's limit; a source can only be stricter. */
  readonly maxBodyBytes?: number;
  /** The EventBridge partner event source that the provider's events come by too; also the name of its bus. */
  readonly partnerBus?: string;
  /** Fields that people see only when they ask for them: `data.original.card`. The whole router's among them. */
  readonly sensitive?: readonly string[];
  /** How often the provider is asked what it sent; absent where only `hookyard reconcile` does. */
  readonly reconcile?: ReconcilePlan;
}

/** One consumer with every default filled in. */
export interface ConsumerDefinition {
  readonly name: string;
  readonly on: readonly string[];
  readonly where?: JsonObject;
  readonly retry: RetryPolicy;
  readonly timeoutSeconds: number;
  readonly concurrency: number;
  /** Once in effect by event id; `false`: it wants to see every copy. */
  readonly idempotent: boolean;
  /** `on` and `where` as one EventBridge pattern over the event: the `detail` of the deployed rule. */
  readonly pattern: JsonObject;
  /** The same, ready for `matches`. */
  readonly compiled: CompiledPattern;
}
