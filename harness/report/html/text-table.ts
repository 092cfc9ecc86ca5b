import { shortened, visible } from "./markup.ts";

/** Texts by number: probes say the same thing again and again, and a page has it once. */
export class TextTable {
  readonly texts: string[] = [];
  /** Characters of all of them. */
  size = 0;
  readonly #numbers = new Map<string, number>();
  readonly #limit: number;

  /** Longer texts than `limit` characters are cut, and say so. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  numberOf(text: string): number {
    const shown = shortened(visible(text), this.#limit);
    const known = this.#numbers.get(shown);
    if (known !== undefined) return known;
    this.texts.push(shown);
    this.size += shown.length;
    this.#numbers.set(shown, this.texts.length - 1);
    return this.texts.length - 1;
  }
}
