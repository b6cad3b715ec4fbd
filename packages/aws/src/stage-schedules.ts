import { createScheduleProgressTable } from "./schedule-progress.ts";
import { createStageClients } from "./stage-clients.ts";
import type { StageResources } from "./stage-resources.ts";

/**
 * How far the schedules of a deployed stage have come, to be read by source: an empty object before the first run.
 * Nothing is asked of AWS before it is called.
 */
export function openSchedules(
  resources: Pick<StageResources, "region" | "table">,
  env: Readonly<Record<string, string | undefined>>,
): (source: string) => Promise<object> {
  const { dynamodb } = createStageClients(resources.region, env);
  return (source) => createScheduleProgressTable({ dynamodb, table: resources.table, source }).read();
}
