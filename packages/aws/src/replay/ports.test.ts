import { testReplays } from "@hookyard/core/port/replays.contract";
import { createAwsUnderTest } from "../testing/aws-under-test.ts";

testReplays("aws", createAwsUnderTest);
