#!/bin/sh
# A Cap in apimachinery's wait.Backoff is not the longest pause between tries: the step that reaches it is the last, whatever Steps says.
#
# Version: k8s.io/apimachinery v0.37.2, run on 2026-11-29.
# Expected (guess written before): twenty Steps of 1 ms, doubled, with a Cap of 8 ms are twenty tries, the later ones 8 ms apart.
# Seen: ExponentialBackoff and its WithContext form try four times and give up with "timed out waiting for the condition" after 7 ms; a
#   Cap that the pauses never reach changes nothing; 1000 Steps in place of 20 help no more than a longer Duration does, which makes it
#   fewer tries. The very same Backoff turned into DelayFunc().Until goes on at 8 ms for ever, past the twenty Steps. So a Cap added to
#   a retry that had none, to be gentle late, takes most of its tries away.
# Fails (exit 1) when any of that changes. Needs Go and a module proxy; leaves nothing but Go's caches.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
printf 'module backoff\ngo 1.26.0\nrequire k8s.io/apimachinery v0.37.2\n' >go.mod
cat >main.go <<'GO'
package main

import (
	"context"
	"fmt"
	"time"

	"k8s.io/apimachinery/pkg/util/wait"
)

const ms = time.Millisecond

func main() {
	ctx := context.Background()
	for _, b := range []wait.Backoff{
		{Duration: ms, Factor: 2, Steps: 20, Cap: 8 * ms},
		{Duration: ms, Factor: 2, Steps: 1000, Cap: 8 * ms},
		{Duration: 5 * ms, Factor: 2, Steps: 20, Cap: 8 * ms},
		{Duration: ms, Factor: 2, Steps: 6, Cap: time.Minute},
		{Duration: ms, Factor: 2, Steps: 6},
	} {
		tries := 0
		never := func(context.Context) (bool, error) { tries++; return false, nil }
		err := wait.ExponentialBackoffWithContext(ctx, b, never)
		fmt.Printf("from %v, %d steps, cap %v: %d tries, %v\n", b.Duration, b.Steps, b.Cap, tries, err)
	}
	tries := 0
	capped := wait.Backoff{Duration: ms, Factor: 2, Steps: 20, Cap: 8 * ms}
	err := capped.DelayFunc().Until(ctx, true, false, func(context.Context) (bool, error) { tries++; return tries == 40, nil })
	fmt.Printf("as a DelayFunc: %d tries, %v\n", tries, err)
}
GO
cat >expected <<'ANSWERS'
from 1ms, 20 steps, cap 8ms: 4 tries, timed out waiting for the condition
from 1ms, 1000 steps, cap 8ms: 4 tries, timed out waiting for the condition
from 5ms, 20 steps, cap 8ms: 1 tries, timed out waiting for the condition
from 1ms, 6 steps, cap 1m0s: 6 tries, timed out waiting for the condition
from 1ms, 6 steps, cap 0s: 6 tries, timed out waiting for the condition
as a DelayFunc: 40 tries, <nil>
ANSWERS
GOFLAGS=-mod=mod go run . >seen 2>said || { cat said >&2; exit 1; }
diff expected seen || { echo "changed" >&2; exit 1; }
cat seen
echo "as seen on 2026-11-29"
