import { THREAD } from "../../scenario/thread.ts";
import { html, type Markup } from "./markup.ts";

/** A thread or an address as a link; what is neither stays text, because a journal is no author of links. */
export function sourceLink(ref: string): Markup {
  const [repository, number] = ref.split("#");
  if (THREAD.test(ref)) return link(`https://github.com/${repository}/issues/${number}`, ref);
  return /^https?:\/\//i.test(ref) && URL.canParse(ref) ? link(ref, ref) : html`${ref}`;
}

const link = (address: string, text: string): Markup =>
  html`<a href="${address}" rel="noreferrer">${text}</a>`;
