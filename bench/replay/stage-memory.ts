import { type CommandMemory, memoryOfPlan, memoryOfReplay, memoryOfSelection } from "./command-memory.ts";
import { printRows, type Row } from "./measure-command.ts";

/** Letters that the consumer keeps on their way, with few letters as with many: a quarter of the few, at most this. */
const mostHeld = 1_000;
const megabyte = 1024 * 1024;
/** What ten times the letters may add to the heap: less than 1 KB for each letter that there is more. */
const mostGrowthBytes = 24 * megabyte;
const mostGrowthBytesPerLetter = 512;
/**
 * And to what the system counts: it does not shrink by a collection. V8's young generation grows with what is made and
 * thrown away, not with what is kept, up to some 100 MB; the allocator keeps what it once had.
 */
const mostResidentGrowthBytes = 112 * megabyte;

export interface StageMemoryOptions {
  /** To send. */
  readonly sent: number;
  /** To choose some from. */
  readonly selected: number;
  /** To plan. 0 leaves one out; so above. */
  readonly planned: number;
}

/**
 * What the command holds with a tenth of the letters and with all of them, after full collections, on a stage whose
 * letters are made when they are asked for.
 */
export async function measureStageMemory({ sent, selected, planned }: StageMemoryOptions): Promise<void> {
  const held = Math.min(mostHeld, Math.floor(sent / 40));
  await compared("sending", sent, held, (letters) => memoryOfReplay(letters, held));
  await compared("choosing one of 10,000", selected, 0, memoryOfSelection);
  await compared("planning", planned, 0, memoryOfPlan);
}

async function compared(
  what: string,
  letters: number,
  leastOnTheirWay: number,
  measure: (letters: number) => Promise<CommandMemory>,
): Promise<void> {
  if (letters === 0) return;
  const few = Math.max(1, Math.floor(letters / 10));
  const [small, large] = [await measure(few), await measure(letters)];
  const limit = Math.min(mostGrowthBytes, (letters - few) * mostGrowthBytesPerLetter);
  const row = (name: string, of: (memory: CommandMemory) => number, most: number): Row => [
    name,
    `${(of(small) / megabyte).toFixed(1)} → ${(of(large) / megabyte).toFixed(1)}`,
    of(large) - of(small) < most,
  ];
  const onTheirWay = Math.min(small.onTheirWay, large.onTheirWay);
  printRows(`${what}: ${few} letters, and ${letters}`, [
    row(`heap used, MB (${(limit / megabyte).toFixed(1)} more at most)`, ({ heapUsed }) => heapUsed, limit),
    row("resident, MB", ({ rss }) => rss, mostResidentGrowthBytes),
    ["  letters on their way, at least", String(onTheirWay), onTheirWay >= leastOnTheirWay],
    ["  seconds", `${small.seconds.toFixed(0)}, ${large.seconds.toFixed(0)}`, true],
  ]);
}
