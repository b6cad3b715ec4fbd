import { appendFileSync } from "node:fs";
import { testReplayModel } from "@hookyard/core/port/replay-model.contract";
import { createAwsUnderTest } from "../testing/aws-under-test.ts";
let n = 0;
testReplayModel("aws", async () => { appendFileSync("/tmp/h1/model-runs", `${++n} ${new Date().toISOString()}\n`); return createAwsUnderTest(); }, { runs: 45 });
