import { testReplayModel } from "@hookyard/core/port/replay-model.contract";
import { createAwsUnderTest } from "../testing/aws-under-test.ts";

// Every command is dozens of requests here: fewer and shorter runs, `HOOKYARD_TEST_FULL=1` for as many as on one machine.
const isFull = process.env["HOOKYARD_TEST_FULL"] === "1";
testReplayModel("aws", createAwsUnderTest, isFull ? {} : { runs: 6, maxCommands: 25 });
