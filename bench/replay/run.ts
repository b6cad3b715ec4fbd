import { parseArgs } from "node:util";
import { measureEmbedded } from "./embedded.ts";
import { measureStage } from "./stage.ts";
import { measureStageMemory } from "./stage-memory.ts";

// `npm run bench:replay -- --letters 1000000 --stage-letters 5000`: replays as a user runs them, of the embedded engine and
// of a stage on stand-ins, beside the 500 a second that StartMessageMoveTask moves at most; then what the command holds
// with ever more letters: `--sent 50000 --selected 200000 --planned 1000000`. 0 leaves one out.
const { values } = parseArgs({
  options: {
    letters: { type: "string", default: "1000000" },
    "stage-letters": { type: "string", default: "5000" },
    sent: { type: "string", default: "50000" },
    selected: { type: "string", default: "200000" },
    planned: { type: "string", default: "1000000" },
  },
});

const [letters, stageLetters] = [count("letters"), count("stage-letters")];
if (letters > 0) await measureEmbedded(letters);
if (stageLetters > 0) await measureStage(stageLetters);
await measureStageMemory({ sent: count("sent"), selected: count("selected"), planned: count("planned") });
// The stand-ins' servers would keep the process.
process.exit();

function count(option: keyof typeof values): number {
  const number = Number(values[option]);
  if (Number.isInteger(number) && number >= 0) return number;
  throw new Error(`--${option}: write a whole number, such as 5000`);
}
