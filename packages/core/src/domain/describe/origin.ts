import { compareNames } from "./compare-names.ts";
import type { TypeDescription } from "./catalog-description.ts";

/** One of a provider's own types, and what it can become. */
export interface Origin {
  /** The provider's name. */
  readonly from: string;
  readonly theirs: string;
  /** Several where the payload decides. */
  readonly ours: readonly string[];
}

/** Where the types of a family come from, by the providers' names. */
export function originsOf(types: readonly Pick<TypeDescription, "type" | "producers">[]): readonly Origin[] {
  const origins = new Map<string, Origin>();
  for (const { type, producers } of types) {
    for (const { provider, name, types: theirTypes } of producers) {
      for (const theirs of theirTypes) {
        const key = `${provider}\n${theirs}`;
        const ours = [...(origins.get(key)?.ours ?? []), type];
        origins.set(key, { from: name, theirs, ours });
      }
    }
  }
  return [...origins.values()].toSorted((one, other) => compareNames(one.from, other.from));
}
