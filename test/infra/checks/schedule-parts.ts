import type { SourceDefinition } from "@hookyard/core";
import { at, type Graph, Missing, ofType, type Resource, withOutput } from "../graph.ts";
import type { Deployed } from "./check.ts";
import { environmentOf, types } from "./consumer-parts.ts";

export const scheduleType = "aws:scheduler/schedule:Schedule";

/** What the line `reconcile` of one source became, found from the function that is told the source. */
export interface ScheduleParts {
  readonly function: Resource;
  readonly schedule: Resource;
  /** Of the schedule. */
  readonly role: Resource;
}

export function scheduleParts(graph: Graph, source: string): ScheduleParts {
  const of = ofType(graph, types.function).find((one) => environmentOf(one)["HOOKYARD_SOURCE"] === source);
  const schedule = ofType(graph, scheduleType).find(
    ({ inputs }) => at(inputs, "target.arn") === of?.outputs["arn"],
  );
  if (of === undefined || schedule === undefined) throw new Missing(`nothing reconciles ${source}`);
  const role = withOutput(graph, types.role, "arn", at(schedule.inputs, "target.roleArn"));
  return { function: of, schedule, role };
}

/** The sources that have the line. */
export function scheduledIn({ router }: Pick<Deployed, "router">): readonly SourceDefinition[] {
  return Object.values(router.sources).filter(({ reconcile }) => reconcile !== undefined);
}

/** Roles that are of schedules and of no function. */
export function scheduleRoles(graph: Graph): readonly unknown[] {
  return ofType(graph, scheduleType).map(({ inputs }) => at(inputs, "target.roleArn"));
}
