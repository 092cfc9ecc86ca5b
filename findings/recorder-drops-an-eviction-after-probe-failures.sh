#!/bin/sh
# client-go's event recorder drops the 26th warning about one object, whatever its reason: after 25 failed probes an eviction goes unsaid.
#
# Version: tools/record and tools/events of k8s.io/client-go v0.37.2 with a sink in memory and a clock by hand, run on 2026-11-29.
# Expected (guess written before): what is limited is the same event again, by its reason, so a reason not seen yet always arrives.
# Seen: 25 events at once, then one in five minutes, is what one source may say of one object and one type. Of 30 warnings, each with
#   a reason of its own, 25 arrive; behind 25 times Unhealthy, which are one event with a count, Evicted is lost, without a word
#   to the caller, while Killing arrives, as it is of type Normal. Five minutes later one more is let through, and the next is lost again. tools/events, for events.k8s.io, stores all 30.
# Fails (exit 1) when any of that changes. Needs Go and a module proxy, and minutes to compile; leaves nothing but Go's caches.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
printf 'module told\ngo 1.26.0\nrequire k8s.io/client-go v0.37.2\n' >go.mod
cat >main.go <<'GO'
package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
	eventsv1 "k8s.io/api/events/v1"
	"k8s.io/client-go/kubernetes/scheme"
	"k8s.io/client-go/tools/events"
	"k8s.io/client-go/tools/record"
	clock "k8s.io/utils/clock/testing"
)

func pod(name string) *corev1.ObjectReference {
	return &corev1.ObjectReference{APIVersion: "v1", Kind: "Pod", Namespace: "shop", Name: name}
}

// sink keeps the reasons stored for the pod "web"; one for "last" says that all before it have been handled.
type sink struct {
	reasons chan string
	handled chan bool
}

func (s sink) keep(name, reason string) {
	if name == "last" {
		s.handled <- true
	} else {
		s.reasons <- reason
	}
}
func (s sink) Create(e *corev1.Event) (*corev1.Event, error) { s.keep(e.InvolvedObject.Name, e.Reason); return e, nil }
func (s sink) Update(e *corev1.Event) (*corev1.Event, error) { return e, nil }
func (s sink) Patch(e *corev1.Event, _ []byte) (*corev1.Event, error) {
	s.keep(e.InvolvedObject.Name, e.Reason+" again")
	return e, nil
}

type newer struct{ sink }

func (s newer) Create(_ context.Context, e *eventsv1.Event) (*eventsv1.Event, error) {
	s.keep(e.Regarding.Name, e.Reason)
	return e, nil
}
func (s newer) Update(_ context.Context, e *eventsv1.Event) (*eventsv1.Event, error)        { return e, nil }
func (s newer) Patch(_ context.Context, e *eventsv1.Event, _ []byte) (*eventsv1.Event, error) { return e, nil }

func main() {
	time10 := clock.NewFakePassiveClock(time.Now())
	fresh := func() sink { return sink{make(chan string, 100), make(chan bool)} }
	arrived := func(s sink, ask string) {
		<-s.handled
		count, order := map[string]int{}, []string{}
		for len(s.reasons) > 0 {
			reason := <-s.reasons
			if strings.HasPrefix(reason, "Reason") {
				reason = "reasons of their own"
			}
			if count[reason]++; count[reason] == 1 {
				order = append(order, reason)
			}
		}
		fmt.Printf("%s:", ask)
		for _, reason := range order {
			fmt.Printf(" %d %s;", count[reason], reason)
		}
		fmt.Println()
	}
	start := func() (sink, record.EventRecorder) {
		s := fresh()
		broadcaster := record.NewBroadcasterWithCorrelatorOptions(record.CorrelatorOptions{Clock: time10})
		broadcaster.StartRecordingToSink(s)
		return s, broadcaster.NewRecorder(scheme.Scheme, corev1.EventSource{Component: "kubelet", Host: "node"})
	}

	s, recorder := start()
	for i := range 30 {
		recorder.Event(pod("web"), corev1.EventTypeWarning, fmt.Sprint("Reason", i), "told")
	}
	recorder.Event(pod("last"), corev1.EventTypeWarning, "Last", "told")
	arrived(s, "30 warnings")

	s, recorder = start()
	for range 25 {
		recorder.Event(pod("web"), corev1.EventTypeWarning, "Unhealthy", "probe failed")
	}
	recorder.Event(pod("web"), corev1.EventTypeWarning, "Evicted", "out of memory")
	recorder.Event(pod("web"), corev1.EventTypeNormal, "Killing", "stopped")
	recorder.Event(pod("last"), corev1.EventTypeWarning, "Last", "told")
	arrived(s, "25 failed probes, Evicted, Killing")
	time10.SetTime(time10.Now().Add(5 * time.Minute))
	recorder.Event(pod("web"), corev1.EventTypeWarning, "FailedMount", "told")
	recorder.Event(pod("web"), corev1.EventTypeWarning, "BackOff", "told")
	recorder.Event(pod("last"), corev1.EventTypeWarning, "Last", "told")
	arrived(s, "five minutes later FailedMount, BackOff")

	n := newer{fresh()}
	broadcaster, stop := events.NewBroadcaster(n), make(chan struct{})
	broadcaster.StartRecordingToSink(stop)
	later := broadcaster.NewRecorder(scheme.Scheme, "kubelet")
	for i := range 30 {
		later.Eventf(pod("web"), nil, corev1.EventTypeWarning, fmt.Sprint("Reason", i), "Telling", "told")
	}
	for waited := 0; len(n.reasons) < 30 && waited < 600; waited++ { // each event is sent by a goroutine of its own, in no order
		time.Sleep(100 * time.Millisecond)
	}
	go n.keep("last", "")
	arrived(n.sink, "30 warnings by events.k8s.io")
}
GO
cat >expected <<'ANSWERS'
30 warnings: 25 reasons of their own;
25 failed probes, Evicted, Killing: 1 Unhealthy; 24 Unhealthy again; 1 Killing;
five minutes later FailedMount, BackOff: 1 FailedMount;
30 warnings by events.k8s.io: 30 reasons of their own;
ANSWERS
GOFLAGS=-mod=mod go run . >seen 2>said || { cat said >&2; exit 1; }
diff expected seen || { echo "changed" >&2; exit 1; }
cat seen
echo "as seen on 2026-11-29"
