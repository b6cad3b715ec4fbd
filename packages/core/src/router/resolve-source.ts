import { didYouMean } from "./did-you-mean.ts";
import { nameProblem, unknownKeys } from "./name-problem.ts";
import { families } from "./families.ts";
import { sensitiveProblems } from "./check-sensitive.ts";
import { partnerBusProblem } from "./check-partner-bus.ts";
import { resolveReconcile } from "./resolve-reconcile.ts";
import type { RouterProblem } from "./problem.ts";
import type { SourceDefinition } from "./router.ts";
import type { Source } from "./source.ts";

const sourceKeys = [
  "provider",
  "settings",
  "toleranceSeconds",
  "maxBodyBytes",
  "partnerBus",
  "sensitive",
  "reconcile",
];

/** One source as the engines see it. What is wrong goes to `problems`. */
export function resolveSource(
  name: string,
  source: Source,
  /** Of the whole router. */
  everywhere: readonly string[],
  problems: RouterProblem[],
): SourceDefinition | undefined {
  const path = `sources.${name.slice(0, 60)}`;
  const report = (message: string, at = "") => void problems.push({ path: `${path}${at}`, message });

  const wrongName = nameProblem(name);
  if (wrongName !== undefined) report(wrongName);
  // A router may be written in JavaScript, so nothing is believed.
  const given: { readonly [Key in keyof Source]?: unknown } = Object(source);
  const provider = Object(given.provider);
  if (typeof provider.id !== "string" || typeof provider.domain !== "object") {
    report(`is not a source: write source(stripe), with a provider from "@hookyard/core/provider/…"`);
    return undefined;
  }
  if (families().includes(provider.id)) {
    report(
      `has the provider id ${JSON.stringify(provider.id)}, which is a family of domain types: give it another id`,
    );
  }
  for (const key of unknownKeys(source, sourceKeys)) {
    report(`${JSON.stringify(key)} is no option of a source.${didYouMean(key, sourceKeys)}`);
  }
  const { toleranceSeconds, maxBodyBytes, partnerBus, settings } = source;
  if (toleranceSeconds !== undefined && !(Number.isFinite(toleranceSeconds) && toleranceSeconds >= 0)) {
    report(`is ${toleranceSeconds}: write seconds of at least 0`, ".toleranceSeconds");
  }
  if (maxBodyBytes !== undefined && !(Number.isInteger(maxBodyBytes) && maxBodyBytes >= 1)) {
    report(`is ${maxBodyBytes}: write a whole number of bytes`, ".maxBodyBytes");
  }
  const wrongBus = partnerBus === undefined ? undefined : partnerBusProblem(partnerBus, source.provider);
  if (wrongBus !== undefined) report(wrongBus, ".partnerBus");
  const reconcile =
    source.reconcile === undefined
      ? undefined
      : resolveReconcile(source.reconcile, source, (at, message) => report(message, `.reconcile${at}`));
  const wrongPaths = sensitiveProblems(source.sensitive ?? [], `${path}.sensitive`);
  problems.push(...wrongPaths);
  const sensitive = [...new Set([...everywhere, ...(wrongPaths.length > 0 ? [] : (source.sensitive ?? []))])];
  for (const [key, value] of Object.entries(settings)) {
    if (typeof value !== "string") report("is not text: settings are text by text", `.settings.${key}`);
  }
  return {
    name,
    provider: source.provider,
    settings,
    ...(toleranceSeconds !== undefined && { toleranceSeconds }),
    ...(maxBodyBytes !== undefined && { maxBodyBytes }),
    ...(partnerBus !== undefined && { partnerBus }),
    ...(sensitive.length > 0 && { sensitive }),
    ...(reconcile !== undefined && { reconcile }),
  };
}
