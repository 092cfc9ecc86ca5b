/** The blocks of a page with a blank line between them; those that say nothing are left out. */
export function page(...blocks: readonly (string | undefined)[]): string {
  return `${blocks.filter(Boolean).join("\n\n")}\n`;
}

/** The same of a page that `npm run docs` writes, which its first line says. */
export function generatedPage(...blocks: readonly (string | undefined)[]): string {
  return page("<!-- Written by `npm run docs`; a test fails when it is out of date. -->", ...blocks);
}

/** What a column says cannot end it. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const escaped = (text: string) => text.replaceAll("|", "\\|").replaceAll(/\s*\n\s*/g, " ");
  return [
    `| ${heads.join(" | ")} |`,
    `|${heads.map(() => "---").join("|")}|`,
    ...rows.map((columns) => `| ${columns.map(escaped).join(" | ")} |`),
  ].join("\n");
}

export function fenced(language: string, ...lines: readonly string[]): string {
  return [`\`\`\`${language}`, ...lines, "```"].join("\n");
}

export function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join("\n");
}

/** A page is read by people, who type the command; a message says it for short. */
export function asTyped(message: string): string {
  return message.replaceAll("`faultline ", "`npx faultline ");
}
