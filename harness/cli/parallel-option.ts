import { InvalidArgumentError, Option } from "commander";

/** Of what runs cells, and of what plans them. */
export function parallelOption(): Option {
  return new Option(
    "--parallel <n>",
    "clusters at once; default: what the machine carries (see faultline doctor)",
  ).argParser(count);
}

/** A number of clusters or tries. @throws InvalidArgumentError for anything else. */
export function count(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > 64)
    throw new InvalidArgumentError("a whole number from 1 to 64 is wanted.");
  return number;
}
