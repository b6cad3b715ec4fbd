import type { Look } from "@hookyard/aws/doctor/look";
import type { StageState } from "@hookyard/aws/doctor/stage-state";
import type { StageResources } from "@hookyard/aws/stage-resources";
import type { Router } from "@hookyard/core/router/router";
import { type Finding, findingsOf } from "../finding.ts";

export interface StageInput {
  readonly resources: StageResources;
  readonly state: StageState;
  /** The repository's. */
  readonly router: Router | undefined;
  /** The stage's own, as `sst` keeps them. */
  readonly secrets: (source: string) => readonly string[];
  readonly registrations: ReadonlyMap<string, { readonly overlaps: readonly { readonly until: string }[] }>;
  readonly now: Date;
}

export const { error, warning } = findingsOf("stage");

/** What puts right what was changed by hand: SST knows of it only after it has looked. */
export function redeploy(stage: string): string {
  return `npx sst refresh --stage ${stage}, then npx sst deploy --stage ${stage}`;
}

/** The findings about a thing that was found, or the one that it was not. */
export function about<Thing>(
  looked: Look<Thing>,
  what: string,
  { stage, without }: { readonly stage: string; readonly without: string },
  check: (thing: Thing) => readonly Finding[],
): readonly Finding[] {
  switch (looked.kind) {
    case "found":
      return check(looked.thing);
    case "missing":
      return [error("resource_missing", `${what} does not exist`, without, redeploy(stage))];
    case "unseen":
      return [
        warning(
          "resource_unseen",
          `${what} could not be looked at (${looked.reason})`,
          "whether it is right is not known",
          "use a profile that may describe the stage's resources (AWS's ReadOnlyAccess does), then run this again",
        ),
      ];
  }
}
