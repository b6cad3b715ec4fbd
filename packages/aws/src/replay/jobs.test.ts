import { testReplayJobs } from "@hookyard/core/port/replay-jobs.contract";
import { vi } from "vitest";
import { createAwsUnderTest } from "../testing/aws-under-test.ts";

vi.setConfig({ testTimeout: 120_000 }); // some are thousands of requests
testReplayJobs("aws", createAwsUnderTest);
