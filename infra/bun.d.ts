/** SST's types name Bun's shell, which nothing here uses; Bun's own types would redefine Node's for all of Hookyard. */
export type Shell = never;
