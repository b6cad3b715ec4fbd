import { testReplayScenario } from "@hookyard/core/port/replay-scenario.contract";
import { createAwsUnderTest } from "../testing/aws-under-test.ts";

// The stand-ins carry some hundred letters a second: `HOOKYARD_TEST_FULL=1` for the 10,000 letters and 50 kills.
const isFull = process.env["HOOKYARD_TEST_FULL"] === "1";
testReplayScenario("aws", createAwsUnderTest, isFull ? {} : { letters: 400, kills: 12 });
