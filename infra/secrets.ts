import { randomBytes } from "node:crypto";
import type { SourceDefinition } from "@hookyard/core";
import { router } from "../packages/functions/src/router.ts";
import { secretVariable } from "@hookyard/core/secret-variable";
import { refuseSameNames, secretName } from "./names.ts";

/** The secrets of the sources: what the ingest function is told, and the components that hold them. */
export interface SourceSecrets {
  readonly variables: Readonly<Record<string, $util.Output<string>>>;
  readonly components: readonly sst.Secret[];
}

/**
 * The secret of each source as a variable of the ingest function. Several values, separated by commas, all verify: that
 * is how they are rotated. A stage is not deployed while one is missing or blank; what is thrown says which, and the
 * command that sets it.
 */
export function createSecrets(): SourceSecrets {
  refuseSameNames("sources", Object.keys(router.sources));
  const created = Object.values(router.sources).map((source) => ({
    variable: secretVariable(source.name),
    ...createSecret(source),
  }));
  return {
    variables: Object.fromEntries(created.map(({ variable, value }) => [variable, value])),
    components: created.map(({ component }) => component),
  };
}

/** A secret, and its value once it is known to be one. */
interface CheckedSecret {
  readonly component: sst.Secret;
  readonly value: $util.Output<string>;
}

function createSecret(source: SourceDefinition): CheckedSecret {
  const name = secretName(source.name);
  if (needsSecret(source)) {
    return createCheckedSecret(
      name,
      `secret of the source "${source.name}" is not set, so nothing would verify`,
    );
  }
  const component = new sst.Secret(name, "");
  return { component, value: component.value };
}

/**
 * A secret that a team sets itself. A stage is not deployed while it is missing or blank: `problem` says so then, and how
 * to set it without the value in the shell's history. SST would say it first, with the value in the command, were there
 * no placeholder.
 */
export function createCheckedSecret(name: string, problem: string): CheckedSecret {
  const component = new sst.Secret(name, "");
  const value = component.value.apply((given) => {
    if (given.split(",").some((part) => part.trim() !== "")) return given;
    throw new Error(
      `The ${problem}. Set it with: npx sst secret set ${name} --stage ${$app.stage}, which asks for it`,
    );
  });
  return { component, value };
}

/** Whether the provider proves anything; a few prove nothing, and their schemes make empty secrets. */
export function needsSecret({ provider }: SourceDefinition): boolean {
  return provider.scheme.createSecret(randomBytes).verify !== "";
}
