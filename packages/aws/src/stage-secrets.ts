import type { StageResources } from "./stage-resources.ts";

/** The secrets of a stage's sources, as `sst secret set` keeps them. The same arrays as long as this lives. */
export interface StageSecrets {
  /** What verifies: any of them may. */
  verify(source: string): readonly string[];
  /** What a sample is signed with: the newest. */
  sign(source: string): string | undefined;
  origin(source: string): "environment" | "none";
}

/**
 * Reads the secrets that `sst shell` hands over: `SST_RESOURCE_<secret>`, JSON with the `value`, several values
 * separated by commas, newest first. A source whose secret is not linked, or not set, has none.
 */
export function readStageSecrets(
  env: Readonly<Record<string, string | undefined>>,
  resources: Pick<StageResources, "sources">,
): StageSecrets {
  const values = new Map(
    Object.entries(resources.sources).map(([source, { secretName }]) => [
      source,
      valuesOf(env[`SST_RESOURCE_${secretName}`]),
    ]),
  );
  const verify = (source: string): readonly string[] => values.get(source) ?? none;
  return {
    verify,
    sign: (source) => verify(source)[0],
    origin: (source) => (verify(source).length > 0 ? "environment" : "none"),
  };
}

const none: readonly string[] = [];

function valuesOf(text: string | undefined): readonly string[] {
  if (text === undefined) return none;
  let linked: unknown;
  try {
    linked = JSON.parse(text);
  } catch {
    return none; // not what SST writes: as if it were not linked
  }
  const value = typeof linked === "object" && linked !== null && "value" in linked ? linked.value : undefined;
  if (typeof value !== "string") return none;
  return value
    .split(",")
    .map((secret) => secret.trim())
    .filter((secret) => secret !== "");
}
