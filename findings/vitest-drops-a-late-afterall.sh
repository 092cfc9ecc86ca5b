#!/bin/sh
# An afterAll that is called while a hook or a test runs is dropped without a word by vitest, and what it was to remove stays.
#
# Version: npm vitest 5.1.1 on Node, run on 2026-11-29, linux.
# Expected (guess written before): a hook that is registered while beforeAll runs, for what beforeAll has just made, is run when the file
#   ends, as one at the top of the file is; or vitest refuses it with an error, as it refuses a test() inside a test.
# Seen: neither. Called inside beforeAll and inside a test, afterAll returns, its function never runs, the file passes and nothing warns.
#   onTestFinished inside beforeEach runs, and so does a function that beforeAll returns, which is the way to remove what it made.
# Met in a suite whose temporary folders were to be removed by the function that makes them: those made in beforeAll stayed, one a run.
# Fails (exit 1) when that changes. Needs npm, a registry and Node 22 or newer; leaves nothing.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund vitest@5.1.1
cat >late.test.mjs <<'JS'
import { appendFileSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, onTestFinished, test } from "vitest";
const ran = (what) => appendFileSync("ran.txt", `${what}\n`);
afterAll(() => ran("afterAll at the top"));
beforeAll(() => {
  afterAll(() => ran("afterAll inside beforeAll"));
  return () => ran("what beforeAll returned");
});
beforeEach(() => onTestFinished(() => ran("onTestFinished inside beforeEach")));
test("passes", () => {
  afterAll(() => ran("afterAll inside a test"));
});
JS
NO_COLOR=1 npx vitest run late.test.mjs >out.txt 2>&1
grep -E "Tests +|warn|late|ignored" out.txt | grep -v "late.test.mjs" || true
sort ran.txt
cat >expected.txt <<'TXT'
afterAll at the top
onTestFinished inside beforeEach
what beforeAll returned
TXT
sort ran.txt | diff expected.txt - && grep -q "1 passed (1)" out.txt && ! grep -qi "warn" out.txt
