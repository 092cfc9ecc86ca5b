import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { secretFilter } from "../../../base/text/secrets.ts";

const RECORDINGS = join(import.meta.dirname, "../../recordings");

test("nothing that a real cell's cluster said is taken for a secret: who judges the journal reads what was seen", () => {
  const filter = secretFilter({});
  const changed = globSync("*/*.ndjson.gz", { cwd: RECORDINGS }).filter((file) => {
    const text = gunzipSync(readFileSync(join(RECORDINGS, file))).toString();
    return filter(text) !== text;
  });
  expect(changed).toEqual([]);
});
