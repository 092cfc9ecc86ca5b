#!/bin/sh
# A candidate of client-go's leader election waits for the duration the last holder wrote, not its own, though the lease is of yesterday.
#
# Version: k8s.io/client-go v0.37.2, tools/leaderelection with a lock in memory, run on 2026-11-29.
# Expected (guess written before): a lease whose renewTime is a day old has expired, so a candidate takes it at the first try; if it
#   waits at all, then for the LeaseDuration it is configured with, which the field's own comment says is what non-leaders wait.
# Seen: a lease counts from when this candidate first saw it, as the package's comment on clocks hints, but for the leaseDurationSeconds
#   in the record: a candidate of 1.5 s takes one of 3 s after 3 s and one of 6 s after 6 s, and a candidate of 8 s takes one of 2 s after
#   2 s. So a control plane that was down for a day still pays the whole lease of whoever led it, and another duration takes effect one
#   leader late. A record whose holder is empty, as ReleaseOnCancel leaves it, is taken at once.
# Fails (exit 1) when any of that changes. Needs Go and a module proxy, and minutes to compile; leaves nothing but Go's caches.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
printf 'module leads\ngo 1.26.0\nrequire k8s.io/client-go v0.37.2\n' >go.mod
cat >main.go <<'GO'
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/tools/leaderelection"
	"k8s.io/client-go/tools/leaderelection/resourcelock"
)

type inMemory struct{ record resourcelock.LeaderElectionRecord }

func (l *inMemory) Get(context.Context) (*resourcelock.LeaderElectionRecord, []byte, error) {
	copied := l.record
	raw, err := json.Marshal(copied)
	return &copied, raw, err
}
func (l *inMemory) Create(_ context.Context, r resourcelock.LeaderElectionRecord) error { l.record = r; return nil }
func (l *inMemory) Update(_ context.Context, r resourcelock.LeaderElectionRecord) error { l.record = r; return nil }
func (l *inMemory) RecordEvent(string)                                                    {}
func (l *inMemory) Identity() string                                                      { return "candidate" }
func (l *inMemory) Describe() string                                                      { return "in memory" }

func main() {
	yesterday := metav1.NewTime(time.Now().Add(-24 * time.Hour))
	for _, lease := range []struct {
		holder  string
		seconds int
		own     time.Duration
	}{{"gone", 3, 1500 * time.Millisecond}, {"gone", 6, 1500 * time.Millisecond}, {"gone", 2, 8 * time.Second}, {"", 6, 1500 * time.Millisecond}} {
		lock := &inMemory{resourcelock.LeaderElectionRecord{
			HolderIdentity: lease.holder, LeaseDurationSeconds: lease.seconds, AcquireTime: yesterday, RenewTime: yesterday}}
		ctx, stop := context.WithCancel(context.Background())
		start := time.Now()
		leaderelection.RunOrDie(ctx, leaderelection.LeaderElectionConfig{
			Lock: lock, LeaseDuration: lease.own, RenewDeadline: time.Second, RetryPeriod: 200 * time.Millisecond,
			Callbacks: leaderelection.LeaderCallbacks{OnStoppedLeading: func() {}, OnStartedLeading: func(context.Context) {
				waited, asked := time.Since(start), time.Duration(lease.seconds)*time.Second
				fmt.Printf("held by %q for %v, renewed yesterday, candidate's own %v: taken at once %v, within 2 s of the holder's %v\n",
					lease.holder, asked, lease.own, waited < time.Second, waited >= asked && waited < asked+2*time.Second)
				stop()
			}},
		})
	}
}
GO
cat >expected <<'ANSWERS'
held by "gone" for 3s, renewed yesterday, candidate's own 1.5s: taken at once false, within 2 s of the holder's true
held by "gone" for 6s, renewed yesterday, candidate's own 1.5s: taken at once false, within 2 s of the holder's true
held by "gone" for 2s, renewed yesterday, candidate's own 8s: taken at once false, within 2 s of the holder's true
held by "" for 6s, renewed yesterday, candidate's own 1.5s: taken at once true, within 2 s of the holder's false
ANSWERS
GOFLAGS=-mod=mod go run . >seen 2>said || { cat said >&2; exit 1; }
diff expected seen || { echo "changed" >&2; exit 1; }
cat seen
echo "as seen on 2026-11-29"
