import { THREAD } from "../scenario/thread.ts";
import type { Source } from "../scenario/types.ts";

/** A thread or page as a Markdown link. */
export function sourceLink({ ref }: Pick<Source, "ref">): string {
  return THREAD.test(ref) ? `[${ref}](https://github.com/${ref.replace("#", "/issues/")})` : `<${ref}>`;
}

/** A source's own words, if any, with where they are from. */
export function quoted(source: Source): string {
  const from = `${sourceLink(source)} (${source.kind})`;
  if (!source.quote) return `- ${from}`;
  return [...source.quote.split("\n").map((line) => `> ${line}`), ">", `> ${from}`].join("\n");
}
