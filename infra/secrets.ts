import { randomBytes } from "node:crypto";
import type { SourceDefinition } from "@hookyard/core";
import { router } from "../packages/functions/src/router.ts";
import { secretVariable } from "@hookyard/core/secret-variable";
import { refuseSameNames, secretName } from "./names.ts";

/**
 * The secret of each source as a variable of the ingest function. Several values, separated by commas, all verify: that
 * is how they are rotated. A stage is not deployed while one is missing or blank; what is thrown says which, and the
 * command that sets it.
 */
export function createSecrets(): Readonly<Record<string, $util.Output<string>>> {
  refuseSameNames("sources", Object.keys(router.sources));
  return Object.fromEntries(
    Object.values(router.sources).map((source) => [secretVariable(source.name), createSecret(source)]),
  );
}

function createSecret(source: SourceDefinition): $util.Output<string> {
  const name = secretName(source.name);
  if (!needsSecret(source)) return new sst.Secret(name, "").value;
  return new sst.Secret(name).value.apply((value) => {
    if (value.split(",").some((part) => part.trim() !== "")) return value;
    throw new Error(
      `The secret of the source "${source.name}" is blank, so nothing would verify: npx sst secret set ${name} <value> --stage ${$app.stage}`,
    );
  });
}

/** Whether the provider proves anything; a few prove nothing, and their schemes make empty secrets. */
export function needsSecret({ provider }: SourceDefinition): boolean {
  return provider.scheme.createSecret(randomBytes).verify !== "";
}
