import { createHash } from "node:crypto";

/** `fulfil-order` → `FulfilOrder`: SST's names of components and secrets have letters and digits only. */
export function pascalCase(name: string): string {
  return name.replaceAll(/(^|-)([a-z0-9]?)/g, (_, _dash: string, letter: string) => letter.toUpperCase());
}

/** The name to give to `npx sst secret set`. */
export function secretName(source: string): string {
  return `${pascalCase(source)}Secret`;
}

/** The same for the key of its provider's API. */
export function apiKeyName(source: string): string {
  return `${pascalCase(source)}ApiKey`;
}

/** What a consumer's components begin with. */
export function consumerName(consumer: string): string {
  return `${pascalCase(consumer)}Consumer`;
}

/**
 * Throws when two names would be one to SST, which sees neither dashes nor case: `a-b` and `ab`. `what` is what they
 * are names of.
 */
export function refuseSameNames(what: string, names: readonly string[]): void {
  const taken = new Map<string, string>();
  for (const name of names) {
    const key = pascalCase(name).toLowerCase();
    const other = taken.get(key);
    if (other !== undefined) {
      throw new Error(
        `The ${what} "${other}" and "${name}" would be the same component, since AWS names carry no dashes here. Rename one in packages/functions/src/router.ts.`,
      );
    }
    taken.set(key, name);
  }
}

/** The name of a resource that SST does not name by itself: `hookyard-production-FulfilOrderRule`, within `limit`. */
export function resourceName(name: string, limit: number): string {
  const full = `${$app.name}-${$app.stage}-${name}`;
  if (full.length <= limit) return full;
  const digest = createHash("sha256").update(full).digest("hex").slice(0, 8);
  return `${full.slice(0, limit - digest.length - 1)}-${digest}`;
}
