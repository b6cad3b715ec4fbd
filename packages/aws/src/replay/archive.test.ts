import { testReplayArchive } from "@hookyard/core/port/replay-archive.contract";
import { createAwsUnderTest } from "../testing/aws-under-test.ts";

testReplayArchive("aws", createAwsUnderTest);
