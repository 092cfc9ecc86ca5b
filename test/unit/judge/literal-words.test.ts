import { expect, test } from "vitest";
import { literalWords } from "../../../harness/judge/literal-words.ts";

test.each<[RegExp, readonly string[]]>([
  [/Metrics API not available/, ["metrics", "api", "not", "available"]],
  [
    /x509: cannot validate certificate for \S+ because/,
    ["x509", "cannot", "validate", "certificate", "for", "because"],
  ],
  [
    /dial tcp [\d.]+:10250: (?:connect: )?connection (refused|reset)/,
    ["dial", "tcp", "10250", "connect", "connection", "refused", "reset"],
  ],
  [/v1beta1\.metrics\.k8s\.io is \(not\) there/, ["v1beta1", "metrics", "k8s", "io", "is", "not", "there"]],
  [/^<unknown>\s{2,4}$/m, ["unknown"]],
  [/failed(?! to scrape)/, ["failed"]],
  [/./, []],
])("of %s the words are as they stand in a text", (pattern, words) => {
  expect(literalWords(pattern)).toEqual(words);
});
