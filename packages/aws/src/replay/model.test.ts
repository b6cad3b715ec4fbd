import { testReplayModel } from "@hookyard/core/port/replay-model.contract";
import { createAwsUnderTest } from "../testing/aws-under-test.ts";

// Every command is dozens of requests here: fewer runs than on one machine, `HOOKYARD_TEST_FULL=1` for as many.
testReplayModel("aws", createAwsUnderTest, { runs: process.env["HOOKYARD_TEST_FULL"] === "1" ? 60 : 2 });
