import { createMemoryOperator } from "@hookyard/core/operator/memory-operator";
import { type CreateReplayEngine, type Handle, ReplayWorld } from "@hookyard/core/port/replay-harness";
import { createEmbedded } from "@hookyard/embedded/testing/embedded-under-test";
import { createTestIo, type TestIo, type TestIoOptions } from "./test-io.ts";

/** A world for commands that replay: an engine's storage, the embedded one's unless another is given, with a runner that works on jobs as they begin. */
export interface ReplayIo {
  readonly world: ReplayWorld;
  /** One command in a world of its own. */
  readonly command: (options?: TestIoOptions) => TestIo;
  /** Resolves when no job is run any more. */
  readonly settled: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export async function createReplayIo(
  handle: Handle = () => "done",
  createEngine: CreateReplayEngine = createEmbedded,
): Promise<ReplayIo> {
  const engine = await createEngine();
  const world = new ReplayWorld(engine, ["fulfil-order", "audit", "newcomer"]);
  const { operator: rest } = createMemoryOperator();
  const runs: Promise<unknown>[] = [];
  const run = <Answer>(id: string, answer: Answer): Answer => {
    runs.push(world.run(id, handle));
    return answer;
  };
  const operator = {
    ...rest,
    deadLetter: engine.deadLetter,
    deadLetters: engine.deadLetters.list,
    deadLetterGroups: async (filter: Parameters<typeof engine.replay.replays.countLetters>[0]) =>
      (await engine.replay.replays.countLetters(filter)).groups.map((group) => ({
        ...group,
        errorMessage: "",
        types: [],
        firstTime: group.oldestTime,
        lastTime: group.newestTime,
        sample: "",
      })),
    replays: {
      ...world.operator,
      startJob: async (id: string, request: Parameters<typeof world.operator.startJob>[1]) =>
        run(id, await world.operator.startJob(id, request)),
      resumeJob: async (id: string) => run(id, await world.operator.resumeJob(id)),
    },
  };
  return {
    world,
    command: (options = {}) =>
      createTestIo({ now: () => engine.now(), ...options, operator: { ...operator, ...options.operator } }),
    settled: async () => void (await Promise.all(runs)),
    async close() {
      await Promise.allSettled(runs);
      await engine.close();
    },
  };
}
