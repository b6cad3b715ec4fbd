import { testBus } from "@hookyard/core/port/bus.contract";
import { testDeadLetters } from "@hookyard/core/port/dead-letters.contract";
import { testDeliveries } from "@hookyard/core/port/deliveries.contract";
import { testEventHistory } from "@hookyard/core/port/event-history.contract";
import { testReplayJobs } from "@hookyard/core/port/replay-jobs.contract";
import { testReplayModel } from "@hookyard/core/port/replay-model.contract";
import { testReplays } from "@hookyard/core/port/replays.contract";
import { createEmbedded } from "./testing/embedded-under-test.ts";

testBus("embedded", createEmbedded);
testDeliveries("embedded", createEmbedded);
testDeadLetters("embedded", createEmbedded);
testEventHistory("embedded", createEmbedded);
testReplays("embedded", createEmbedded);
testReplayJobs("embedded", createEmbedded);
testReplayModel("embedded", createEmbedded);
