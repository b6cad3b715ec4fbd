import { createRegistrationTable, type RegistrationTable } from "./registration.ts";
import { createStageClients } from "./stage-clients.ts";
import type { StageResources } from "./stage-resources.ts";

/** The registrations of a deployed stage. Nothing is asked of AWS before one of its methods is called. */
export function openRegistrations(
  resources: Pick<StageResources, "region" | "table">,
  env: Readonly<Record<string, string | undefined>>,
): RegistrationTable {
  const { dynamodb } = createStageClients(resources.region, env);
  return createRegistrationTable({ dynamodb, table: resources.table });
}
