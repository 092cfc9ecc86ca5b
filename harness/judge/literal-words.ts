/** What of an expression's source is no text: classes, escapes that stand for one, groups, quantifiers, and what must not be there. */
const NOT_LITERAL =
  /\(\?<?![^)]*\)|\[(?:\\.|[^\]\\])*\]|\\[dDwWsSbBnrtfv\d]|\\[ux](?:\{[^}]*\}|[\da-fA-F]{2,4})|\\[pP]\{[^}]*\}|\{\d+,?\d*\}|\(\?(?:[:=]|<=|<\w+>)?|[()|^$.*+?]/g;
/** One letter stands in any text. */
const SHORTEST = 2;

/** The words of a text, in lower case, each once. */
export function wordsOf(text: string): readonly string[] {
  const words = text.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  return [...new Set(words.filter((word) => word.length >= SHORTEST))];
}

/** The words that a pattern wants as they are. */
export function literalWords({ source }: RegExp): readonly string[] {
  return wordsOf(source.replaceAll(NOT_LITERAL, " ").replaceAll(/\\(.)/g, "$1"));
}
