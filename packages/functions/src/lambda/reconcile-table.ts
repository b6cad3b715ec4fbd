import { createDynamodbClient } from "@hookyard/aws/dynamodb-client";
import { createEventHistory } from "@hookyard/aws/history/event-history";
import { defaultClaimSeconds } from "@hookyard/aws/bus/event-bridge-bus";
import { createRegistrationTable } from "@hookyard/aws/registration";
import { createScheduleProgressTable, type ScheduleProgressTable } from "@hookyard/aws/schedule-progress";
import type { EventHistory } from "@hookyard/core/port/event-history";
import type { Deployment, Variables } from "../deployment.ts";
import { clientOptions } from "./clients.ts";
import { createLazyBodies } from "./lazy-bodies.ts";

/** What the table knows of one source, as far as a schedule asks for it. */
export interface ReconcileTable {
  readonly history: EventHistory;
  /** The endpoint that `register` made, if it did. */
  registered(): Promise<{ readonly id: string } | undefined>;
  readonly progress: ScheduleProgressTable;
}

/** Opens the table of the stage. Nothing is asked of it yet. */
export function openReconcileTable(
  deployment: Deployment,
  variables: Variables,
  source: string,
): ReconcileTable {
  const { table } = deployment;
  const dynamodb = createDynamodbClient(clientOptions(deployment, variables, "dynamodb"));
  const registrations = createRegistrationTable({ dynamodb, table });
  return {
    history: createEventHistory({
      dynamodb,
      table,
      bodies: createLazyBodies(deployment, variables),
      now: Date.now,
      claimSeconds: defaultClaimSeconds,
    }),
    registered: async () => (await registrations.read(source)).endpoint,
    progress: createScheduleProgressTable({ dynamodb, table, source }),
  };
}
