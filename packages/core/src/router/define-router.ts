import { ConfigError } from "../errors.ts";
import type { ConsumerSpec } from "./consumer-spec.ts";
import { didYouMean } from "./did-you-mean.ts";
import type { EventsOf, OnOf, Sources } from "./handler-event.ts";
import { RouterDefinitionError, type RouterProblem } from "./problem.ts";
import { producedBy } from "./produced.ts";
import { resolveConsumer } from "./resolve-consumer.ts";
import { sensitiveProblems } from "./check-sensitive.ts";
import { sharedBusProblems } from "./check-partner-bus.ts";
import { resolveSource } from "./resolve-source.ts";
import type { ConsumerDefinition, Router, SourceDefinition } from "./router.ts";

/** EventBridge's practical bound: rules and queues for more are another system. */
const maxConsumers = 1000;

/** What a team writes: its sources, and who wants what from them. */
export interface RouterSpec<S extends Sources, On extends Readonly<Record<string, readonly string[]>>> {
  readonly sources: S;
  readonly consumers: { readonly [Name in keyof On]: ConsumerSpec<On[Name]> };
  /** Fields of every source's events that the console masks, as a source's own `sensitive`. */
  readonly sensitive?: readonly string[];
}

/**
 * Checks a router and fills in its defaults. Throws one `RouterDefinitionError` with everything that is wrong, each
 * with its place, the wrong value and what to write.
 *
 * @example
 * export const router = defineRouter({
 *   sources: { stripe: source(stripe) },
 *   consumers: { "fulfil-order": { on: ["payment.succeeded"], timeout: "30 seconds" } },
 * });
 */
export function defineRouter<
  const S extends Sources,
  const On extends Readonly<Record<string, readonly OnOf<S>[]>>,
>(spec: RouterSpec<S, On>): Router<EventsOf<S, On>> {
  const problems: RouterProblem[] = [];
  const sources = resolveSources(spec.sources, spec.sensitive ?? [], problems);
  const consumers = resolveConsumers(spec.consumers, Object.values(sources), problems);
  if (problems.length > 0) throw new RouterDefinitionError(problems);
  return {
    sources,
    consumers,
    consumer(name, handler) {
      const definition = Object.hasOwn(consumers, name) ? consumers[name] : undefined;
      if (definition === undefined) throw unknownConsumer(name, Object.keys(consumers));
      if (typeof handler !== "function")
        throw new ConfigError(`router.consumer("${name}", …): the handler is no function`);
      return { kind: "hookyard.consumer", name, definition, handler };
    },
  };
}

function resolveSources(
  sources: Sources,
  sensitive: readonly string[],
  problems: RouterProblem[],
): Readonly<Record<string, SourceDefinition>> {
  const resolved: Record<string, SourceDefinition> = {};
  const wrong = sensitiveProblems(sensitive, "sensitive");
  problems.push(...wrong);
  const everywhere = wrong.length > 0 ? [] : sensitive;
  for (const [name, source] of Object.entries(sources ?? {})) {
    const definition = resolveSource(name, source, everywhere, problems);
    if (definition !== undefined) resolved[name] = definition;
  }
  problems.push(...sharedBusProblems(Object.values(resolved)));
  if (Object.keys(sources ?? {}).length === 0) {
    problems.push({
      path: "sources",
      message: "is empty, so nothing could come in: write { stripe: source(stripe) }",
    });
  }
  return resolved;
}

function resolveConsumers(
  consumers: Readonly<Record<string, ConsumerSpec>>,
  sources: readonly SourceDefinition[],
  problems: RouterProblem[],
): Readonly<Record<string, ConsumerDefinition>> {
  const produced = producedBy(sources);
  const entries = Object.entries(consumers ?? {});
  if (entries.length > maxConsumers) {
    const message = `has ${entries.length} consumers, more than ${maxConsumers}: split the router`;
    problems.push({ path: "consumers", message });
    return {};
  }
  const resolved: Record<string, ConsumerDefinition> = {};
  for (const [name, spec] of entries) {
    const definition = resolveConsumer(name, spec, produced, problems);
    if (definition !== undefined) resolved[name] = definition;
  }
  return resolved;
}

function unknownConsumer(name: string, names: readonly string[]): ConfigError {
  const known = names.length === 0 ? "it has none" : `it has ${names.join(", ")}`;
  return new ConfigError(
    `The router has no consumer ${JSON.stringify(name)}.${didYouMean(name, names)} Add it to router.ts; ${known}.`,
  );
}
