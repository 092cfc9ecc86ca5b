import { Option } from "commander";
import { wholeNumber } from "../whole-number.ts";

/** Of what runs cells, and of what plans them. */
export function parallelOption(): Option {
  return new Option(
    "--parallel <n>",
    "clusters at once; default: what the machine carries (see faultline doctor)",
  ).argParser(count);
}

/** A number of clusters or tries. */
export const count = wholeNumber(64);
