package org.jobyard.figures;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jobyard.persistence.Database;

/** Reads how backlogs grew and shrank. */
@ApplicationScoped
public class BacklogQueries {
    private record Noted(String type, Instant at, long waiting) {}

    @Inject
    Database database;

    /** What was noted of a tenant's types since then, by type. */
    public List<Backlog> since(String tenant, Instant from) {
        List<Noted> noted = database.list(
                "select type, at, waiting from backlog where tenant = ? and at >= ?",
                row -> new Noted(row.text("type"), row.instant("at"), row.number("waiting")),
                tenant,
                from);
        TreeSet<Instant> times = new TreeSet<>();
        Map<String, Map<Instant, Long>> types = new TreeMap<>();
        for (Noted note : noted) {
            times.add(note.at());
            types.computeIfAbsent(note.type(), type -> new TreeMap<>()).put(note.at(), note.waiting());
        }
        List<Backlog> backlogs = new ArrayList<>();
        types.forEach((type, waiting) -> backlogs.add(new Backlog(
                type,
                times.stream()
                        .map(at -> new Backlog.Note(at, waiting.getOrDefault(at, 0L)))
                        .toList())));
        return backlogs;
    }
}
