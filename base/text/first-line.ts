/** The first line that says something; an error's text starts there. Empty where nothing does. */
export function firstLine(text: string): string {
  return text.split("\n").find((line) => line.trim() !== "") ?? "";
}
