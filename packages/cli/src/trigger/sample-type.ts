import type { DomainRow } from "@hookyard/core/domain/mapping";
import type { Provider } from "@hookyard/core/provider";
import { didYouMean } from "@hookyard/core/router/did-you-mean";
import { sampleTypes } from "@hookyard/core/testing";
import { UsageError } from "../failure.ts";

/** A type of which there is a sample, and the domain events that the provider's events of this type can become. */
export interface SampleType {
  readonly type: string;
  readonly becomes: readonly string[];
}

/** All that can be triggered of a provider, the default first. */
export function listSampleTypes(provider: Provider): readonly SampleType[] {
  return sampleTypes(provider).map((type) => ({ type, becomes: domainTypes(provider, type) }));
}

/**
 * The provider's type that is meant by its own name or by the name of a domain event; without a name, the first.
 * Throws `UsageError` when there is no sample of it.
 */
export function chooseSampleType(provider: Provider, named: string | undefined): string {
  const types = listSampleTypes(provider);
  const [first] = types;
  if (first === undefined) {
    throw new UsageError(
      `There are no samples of ${provider.name} yet. Send one with the provider's own tools.`,
    );
  }
  if (named === undefined) return first.type;
  const chosen =
    types.find(({ type }) => type === named) ?? types.find(({ becomes }) => becomes.includes(named));
  if (chosen !== undefined) return chosen.type;
  const known = types.flatMap(({ type, becomes }) => [type, ...becomes]);
  throw new UsageError(
    `There is no ${provider.name} sample of type "${named}".${didYouMean(named, known)} See them all with --list.`,
  );
}

function domainTypes({ id, domain }: Provider, type: string): readonly string[] {
  const mapped = Object.hasOwn(domain, type) ? domain[type] : undefined;
  if (mapped === undefined) return [`${id}.${type}`];
  const rows = Array.isArray(mapped) ? (mapped as readonly DomainRow[]) : [mapped as DomainRow]; // safe: the two members of the union; isArray does not narrow readonly lists
  return [...new Set(rows.map((row) => row.type))];
}
