export { type CompiledPattern, compilePattern, parsePattern } from "./compile.ts";
export { PatternError } from "./error.ts";
export { explain, type Mismatch } from "./explain.ts";
export { limits } from "./limits.ts";
export { countMatch, matches } from "./match.ts";
