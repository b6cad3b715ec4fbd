import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Router } from "@hookyard/core";
import { ConfigError } from "@hookyard/core/errors";
import { missingConsumerFiles } from "./consumer/load-consumer.ts";

/**
 * The router that a file exports as `router`. Throws `ConfigError` when the file is not there, does not load, exports
 * no router, or names a consumer that has no file.
 */
export async function loadRouter(file: string): Promise<Router> {
  const path = resolve(file);
  if (!existsSync(path)) throw new ConfigError(`there is no router at ${path}. Name one with --router FILE`);
  const module = await importRouter(path);
  const { router } = module;
  if (!isRouter(router)) {
    throw new ConfigError(
      `${path} exports no router. Add: export const router = defineRouter({ sources, consumers })`,
    );
  }
  const missing = missingConsumerFiles(path, Object.keys(router.consumers));
  if (missing.length > 0) {
    const lines = missing.map(
      ({ consumer, file: expected }) => `  the consumer "${consumer}" has no file: make ${expected}`,
    );
    throw new ConfigError(`${path} cannot run:\n${lines.join("\n")}`);
  }
  return router;
}

async function importRouter(path: string): Promise<Record<string, unknown>> {
  try {
    return (await import(pathToFileURL(path).href)) as Record<string, unknown>; // safe: a module's namespace
  } catch (cause) {
    if (cause instanceof ConfigError) throw cause;
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new ConfigError(`${path} does not load: ${message}`, { cause });
  }
}

function isRouter(value: unknown): value is Router {
  return (
    typeof value === "object" &&
    value !== null &&
    "sources" in value &&
    "consumers" in value &&
    "consumer" in value
  );
}
