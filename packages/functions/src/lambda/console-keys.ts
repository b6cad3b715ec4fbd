import type { ConsoleKeys } from "@hookyard/console";
import { ConfigError } from "@hookyard/core";
import { consoleSecrets, refuseWeakKeys } from "../console-secrets.ts";
import type { Variables } from "../deployment.ts";

/** The keys of the deployed console, from its secrets. Throws `ConfigError`, that quotes none, when one is missing or weak. */
export function readConsoleKeys(linked: Variables): ConsoleKeys {
  const keys = { operator: valueOf(linked, "operator"), viewer: valueOf(linked, "viewer") };
  const problem = refuseWeakKeys(keys);
  if (problem !== undefined) throw new ConfigError(problem);
  return keys;
}

function valueOf(linked: Variables, role: keyof typeof consoleSecrets): string {
  const text = linked[`SST_RESOURCE_${consoleSecrets[role]}`];
  if (text === undefined) return "";
  const { value } = JSON.parse(text) as { readonly value?: unknown }; // safe: SST links an object, read as unknown
  return typeof value === "string" ? value : "";
}
