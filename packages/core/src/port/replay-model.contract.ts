import { describe } from "vitest";
import type { CreateReplayEngine } from "./replay-harness.ts";
export function testReplayModel(name: string, _create: CreateReplayEngine): void {
  describe.skip(`replay model: ${name}`, () => {});
}
