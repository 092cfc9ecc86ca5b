import { InvalidArgumentError } from "commander";

/** A parser of an option's number, from 1 to `most`. */
export function wholeNumber(most: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (!Number.isInteger(number) || number < 1 || number > most)
      throw new InvalidArgumentError(`a whole number from 1 to ${most} is wanted.`);
    return number;
  };
}
