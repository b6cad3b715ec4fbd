import { testBus } from "@hookyard/core/port/bus.contract";
import { testDeadLetters } from "@hookyard/core/port/dead-letters.contract";
import { testDeliveries } from "@hookyard/core/port/deliveries.contract";
import { testEventHistory } from "@hookyard/core/port/event-history.contract";
import { createAwsUnderTest } from "./testing/aws-under-test.ts";

testBus("aws", createAwsUnderTest);
testDeliveries("aws", createAwsUnderTest);
testDeadLetters("aws", createAwsUnderTest);
testEventHistory("aws", createAwsUnderTest);
