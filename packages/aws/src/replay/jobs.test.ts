import { testReplayJobs } from "@hookyard/core/port/replay-jobs.contract";
import { vi } from "vitest";
import { createAwsUnderTest } from "../testing/aws-under-test.ts";

// The stand-ins carry some dozens of letters a second: `HOOKYARD_TEST_FULL=1` for the tests of hundreds, which take minutes.
vi.setConfig({ testTimeout: 300_000 });
testReplayJobs("aws", createAwsUnderTest, { isSlow: process.env["HOOKYARD_TEST_FULL"] !== "1" });
