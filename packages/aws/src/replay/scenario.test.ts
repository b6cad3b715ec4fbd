import { testReplayScenario } from "@hookyard/core/port/replay-scenario.contract";
import { createAwsUnderTest } from "../testing/aws-under-test.ts";

// The stand-ins carry some dozens of letters a second, each kill takes 200: `HOOKYARD_TEST_FULL=1` for 10,000 and 50 kills.
const isFull = process.env["HOOKYARD_TEST_FULL"] === "1";
testReplayScenario("aws", createAwsUnderTest, isFull ? {} : { letters: 400, kills: 2 });
