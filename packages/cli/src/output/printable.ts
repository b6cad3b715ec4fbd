// Control characters, and those that reorder or hide text: on a terminal they are commands, and what senders write
// is shown there. Zero-width joiners stay, emoji are made of them.
const unprintable = /[\p{Cc}\p{Zl}\p{Zp}\u{61c}\u{200e}\u{200f}\u{202a}-\u{202e}\u{2066}-\u{2069}\u{feff}]/gu;

/** One line of text that is safe to show on a terminal, wherever it came from. */
export function printable(text: string): string {
  return text.replace(unprintable, escaped);
}

/** The same for text of several lines. */
export function printableLines(text: string): string {
  return text.split("\n").map(printable).join("\n");
}

/** JSON that is safe to show on a terminal and still the same JSON. */
export function printableJson(value: unknown, indent = 0): string {
  const text = JSON.stringify(value, undefined, indent) ?? "null";
  return indent === 0
    ? text.replace(unprintable, unicodeEscape)
    : text.split("\n").map(escapeLine).join("\n");
}

function escapeLine(line: string): string {
  return line.replace(unprintable, unicodeEscape);
}

function escaped(character: string): string {
  if (character === "\n") return "\\n";
  if (character === "\t") return " ";
  return unicodeEscape(character);
}

// Every unprintable character is in the basic plane: one code unit.
function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
