import { router } from "../packages/functions/src/router.ts";
import { refuseSameNames, secretName } from "./names.ts";

/**
 * One secret per source. Several values, separated by commas, all verify: that is how they are rotated. A stage is
 * not deployed while one is missing; SST says which, and the command that sets it.
 */
export function createSecrets(): ReadonlyMap<string, sst.Secret> {
  refuseSameNames("sources", Object.keys(router.sources));
  return new Map(Object.keys(router.sources).map((source) => [source, new sst.Secret(secretName(source))]));
}
