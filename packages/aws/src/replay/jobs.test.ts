import { testReplayJobs } from "@hookyard/core/port/replay-jobs.contract";
import { createAwsUnderTest } from "../testing/aws-under-test.ts";

testReplayJobs("aws", createAwsUnderTest);
