#!/bin/sh
# Installs the npm dependencies (and with them the pinned Node 24) when the lock file has changed since the last install,
# so that `npm start` and `npm test` work in a clean clone. Runs under whatever Node the machine has.
set -eu
cd "$(dirname "$0")/.."
stamp=node_modules/.faultline-lock
if ! cmp -s package-lock.json "$stamp"; then
  echo "faultline: installing npm dependencies" >&2
  # Not `npm ci`: it refuses a lock file made where the registry lacks some other platform's optional packages.
  npm install --no-save --no-audit --no-fund --loglevel=error >&2
  cp package-lock.json "$stamp"
fi
