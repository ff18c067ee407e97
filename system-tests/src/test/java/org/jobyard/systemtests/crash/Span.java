package org.jobyard.systemtests.crash;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** From an instant to another, the latter left out. */
record Span(Instant from, Instant to) {
    private record Edge(Instant at, int change) {}

    /** The part of it that is also in another; null: there is none. */
    Span within(Span other) {
        Instant first = from.isAfter(other.from) ? from : other.from;
        Instant last = to.isBefore(other.to) ? to : other.to;
        return first.isBefore(last) ? new Span(first, last) : null;
    }

    /** How many of them there are at most at one instant. */
    static int most(Collection<Span> spans) {
        List<Edge> edges = new ArrayList<>();
        spans.forEach(span -> {
            edges.add(new Edge(span.from(), 1));
            edges.add(new Edge(span.to(), -1));
        });
        edges.sort(Comparator.comparing(Edge::at).thenComparing(Edge::change));
        int now = 0;
        int most = 0;
        for (Edge edge : edges) {
            now += edge.change();
            most = Math.max(most, now);
        }
        return most;
    }
}
