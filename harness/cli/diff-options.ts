import { Option } from "commander";

/** What `acceptOption` and `formatOption` give a command that compares. */
export interface DiffOptions {
  readonly output: "text" | "json" | "md";
  readonly accept: readonly string[];
}

export const acceptOption = () =>
  new Option(
    "--accept <loss>",
    'a loss that is known: "<cell>=<yyyy-mm-dd>: <reason>", until that day; several times: each',
  )
    .argParser((text: string, before: readonly string[]) => [...before, text])
    .default([], "none");

export const formatOption = () =>
  new Option("-o, --output <format>", "for people, scripts or a pull request")
    .choices(["text", "json", "md"])
    .default("text");
