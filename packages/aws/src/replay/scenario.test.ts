import { testReplayScenario } from "@hookyard/core/port/replay-scenario.contract";
import { createAwsUnderTest } from "../testing/aws-under-test.ts";

// The stand-ins carry a hundred letters a second: `HOOKYARD_TEST_FULL=scenario`, or `1`, for 10,000 (two minutes).
const isFull = ["1", "scenario"].includes(process.env["HOOKYARD_TEST_FULL"] ?? "");
testReplayScenario("aws", createAwsUnderTest, isFull ? {} : { letters: 1_000 });
