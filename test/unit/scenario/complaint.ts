import { expect } from "vitest";
import { InvalidScenarios } from "../../../harness/scenario/errors.ts";
import { loadScenarios } from "../../../harness/scenario/load/load.ts";
import { exampleText, folderOf } from "./scenario-folder.ts";

/** What a user reads when the folder holds `broken.ts` with this text, the folder's name taken out. */
export async function complaint(text: string): Promise<string> {
  const dir = await folderOf({
    "broken.ts": text,
    "good.ts": exampleText("good"),
    "README.md": "# not a scenario",
  });
  const error = await loadScenarios(dir).then(
    () => undefined,
    (caught: unknown) => caught,
  );
  expect(error).toBeInstanceOf(InvalidScenarios);
  expect((error as InvalidScenarios).exit).toBe(2);
  return (error as InvalidScenarios).message.replaceAll(`${dir}/`, "");
}

const REMEDY = "Correct it as scenarios/README.md describes; nothing was created.";

/** A change of the example, and what the message of it has. */
export type Broken = readonly [change: (text: string) => string, expected: string];

/** The one mistake is told in one line, and then what to do. */
export async function complains(...[change, expected]: Broken): Promise<void> {
  const text = await complaint(exampleText("broken", change));
  expect(text).toContain(expected);
  expect(text.split("\n")).toHaveLength(2);
  expect(text.split("\n")[1]).toBe(REMEDY);
}
