import type { KnipConfig } from "knip";

/** `!` marks what runs in production; with `--production` nothing else keeps a file, an export or a dependency alive. */
const config: KnipConfig = ({ production = false }) => ({
  entry: [
    "harness/cell/worker.ts!",
    "harness/cleanup/reaper.ts!",
    "harness/journal/{copy,part}-thread.ts!",
    "harness/docs/{write-docs,write-readme,versions/write-seen}.ts!",
    "harness/watch/load-worker.ts!",
    "provider/*/main.ts!",
    "public/*.ts!",
    "scenarios/*.ts!",
    "stacks/main.ts!",
    "test/bench/{journal,large-plan,page,tell-peak}.ts",
    "test/integration/watch/fake-pulumi.ts",
    "test/live/{controls,harmless}/*.ts",
    "test/unit/scenario/capabilities/*.ts",
  ],
  project: ["{base,scenarios,stacks,harness,provider,public,toolchain}/**/*.ts!", "{test,ci}/**/*.ts"],
  // Run as programs, on what is packed and on the template for GitLab.
  ignoreDependencies: production ? [] : ["@arethetypeswrong/cli", "gitlab-ci-local", "publint"],
  // The workflow's caller has the one, every machine of ours the other.
  ignoreBinaries: production ? [] : ["faultline", "go"],
  exclude: ["types"],
  // A part of a file may be exported for its test.
  ignoreExportsUsedInFile: production,
});

export default config;
