import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { ConfigError, type Consumer, isConsumer } from "@hookyard/core";

/** Where a consumer's handler is: `consumers/<name>.ts` beside the router. */
export function consumerFile(routerFile: string, consumer: string): string {
  return join(dirname(routerFile), "consumers", `${consumer}.ts`);
}

/** The consumers of a router that have no file, with the file that each should have. */
export function missingConsumerFiles(
  routerFile: string,
  consumers: readonly string[],
): readonly { readonly consumer: string; readonly file: string }[] {
  return consumers
    .map((consumer) => ({ consumer, file: consumerFile(routerFile, consumer) }))
    .filter(({ file }) => !existsSync(file));
}

/** The consumer that a file exports, under whatever name. Throws `ConfigError` when it exports none of this name. */
export async function loadConsumer(name: string, file: string): Promise<Consumer> {
  const module: Record<string, unknown> = await import(pathToFileURL(file).href);
  const consumer = Object.values(module).find(
    (value): value is Consumer => isConsumer(value) && value.name === name,
  );
  if (consumer !== undefined) return consumer;
  throw new ConfigError(
    `${file} exports no consumer "${name}". Add: export const … = router.consumer("${name}", async (event, context) => { … })`,
  );
}
