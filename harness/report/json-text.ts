/**
 * A value as indented JSON that a terminal and a CI's log take for text: JSON leaves DEL and C1 control characters as they are, which a
 * terminal obeys, and GitHub's runner obeys "##[name" wherever it stands. What reads JSON reads the same.
 */
export function jsonText(value: unknown): string {
  return inert(JSON.stringify(value, null, 2));
}

/** The same on one line. */
export function lineOfJson(value: unknown): string {
  return inert(JSON.stringify(value));
}

function inert(text: string): string {
  if (!OBEYED.test(text)) return text;
  return text
    .replaceAll(/[\u007f-\u009f]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`)
    .replaceAll("##[", "#\\u0023[");
}

const OBEYED = /[\u007f-\u009f]|##\[/;
