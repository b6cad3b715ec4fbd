import type { StageResources } from "@hookyard/aws/stage-resources";
import type { Resource } from "sst";
import { expectTypeOf, test } from "vitest";

test("what is linked is what the command line reads", () => {
  expectTypeOf<Resource["HookyardStage"]>().toExtend<StageResources>();
});
