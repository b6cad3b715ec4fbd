const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

// East Asian wide and full-width blocks, and emoji: two columns on a terminal. Close enough for a table.
const wide =
  /^(?:\p{Emoji_Presentation}|[\u{1100}-\u{115f}\u{2e80}-\u{a4cf}\u{ac00}-\u{d7a3}\u{f900}-\u{faff}\u{fe30}-\u{fe6f}\u{ff00}-\u{ff60}\u{ffe0}-\u{ffe6}\u{20000}-\u{3fffd}])/u;
const ascii = /^[\x20-\x7e]*$/;

/** Columns that the text takes on a terminal. It must be printable and without colours. */
export function textWidth(text: string): number {
  if (ascii.test(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += wide.test(segment) ? 2 : 1;
  return width;
}

/** The text in at most `width` columns; what is cut off is shown as `…`. */
export function truncate(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  let cut = "";
  let used = 0;
  for (const { segment } of graphemes.segment(text)) {
    used += wide.test(segment) ? 2 : 1;
    if (used > width - 1) break;
    cut += segment;
  }
  return `${cut}…`;
}
