import { samples } from "@hookyard/core/sample/index";
import type { UsableTypes } from "./usable-types.ts";

/** How a provider names what can be subscribed to. */
export interface SubscriptionNames {
  /** What to subscribe to for everything: its wildcard, or all names. */
  readonly every: readonly string[];
  /**
   * The name under which a type of the preset is subscribed to (`pull_request.opened` → `pull_request`), or several; `undefined`
   * where it cannot be or always comes. Default: the type itself.
   */
  readonly nameOf?: (type: string) => string | readonly string[] | undefined;
  /** Whether endpoints choose types at all. Default true. */
  readonly areChosen?: false;
}

/**
 * The names to subscribe to so that a source gives exactly what can be used; sorted. All of them where everything is
 * wanted, or where a whole family is and the provider's list of names is not known here.
 */
export function subscriptionsFor(
  names: SubscriptionNames,
  usable: UsableTypes,
  provider: { readonly id: string; readonly domain: Readonly<Record<string, unknown>> },
): readonly string[] {
  if (names.areChosen === false) return [];
  if (usable.everything) return names.every;
  const nameOf = names.nameOf ?? ((type: string) => type);
  const known = knownTypes(names, provider);
  const ofPrefixes = [...usable.prefixes].flatMap((prefix) => {
    const found = known.filter((type) => type.startsWith(prefix));
    return found.length === 0 || names.every.length === 1 ? undefined : found;
  });
  if (ofPrefixes.includes(undefined)) return names.every;
  const types = [...usable.types, ...ofPrefixes.filter((type) => type !== undefined)];
  const wanted = types.flatMap((type) => nameOf(type) ?? []);
  return [...new Set(wanted)].toSorted();
}

/** Whether an endpoint that is subscribed to `subscribed` hears of a type of the preset. */
export function isSubscribed(names: SubscriptionNames, subscribed: readonly string[], type: string): boolean {
  if (names.areChosen === false || subscribed.includes("*")) return true;
  const { nameOf = (each: string) => each } = names;
  const named = nameOf(type) ?? [];
  return (typeof named === "string" ? [named] : named).some((name) => subscribed.includes(name));
}

function knownTypes(
  { every }: SubscriptionNames,
  provider: { readonly id: string; readonly domain: Readonly<Record<string, unknown>> },
): readonly string[] {
  const sampled = Object.hasOwn(samples, provider.id) ? Object.keys(samples[provider.id]?.events ?? {}) : [];
  return [...new Set([...every, ...Object.keys(provider.domain), ...sampled])];
}

/** Names that are wanted and not subscribed to, and those that are subscribed to and not wanted. */
export function compareTypes(
  wanted: readonly string[],
  actual: readonly string[],
): { readonly missing: readonly string[]; readonly extra: readonly string[] } {
  const has = new Set(actual);
  const wants = new Set(wanted);
  return {
    missing: wanted.filter((type) => !has.has(type)),
    extra: actual.filter((type) => !wants.has(type)),
  };
}
