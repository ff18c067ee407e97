package org.jobyard.dispatch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import org.jobyard.persistence.Database;
import org.jobyard.persistence.TakenPlaces;
import org.jobyard.platform.Setting;
import org.jobyard.platform.Settings;

/** Reads how things stand for types of job. */
@ApplicationScoped
class TypeLines {
    private static final String SELECT = """
            select t.type,
                exists (select from work_type w where w.type = t.type) as known,
                -- The first of the line. Were it "exists", or without the line's order, all who wait might be read.
                (select true from job j where j.type = t.type and j.state = 'WAITING' and j.name_place is null
                    order by j.tenant, j.priority desc, j.id limit 1) is not null as others_wait,
                (select coalesce(sum(w.capacity), 0) from worker w
                    where w.state = 'LIVE' and w.mode = 'ACTIVE' and t.type = any(w.types)) as capacity,
                (select array_agg(""" + Scope.TEXT + """
                    ) from work_limit l where l.type in ('*', t.type) and l.held_at is not null) as held,
                (select array_agg(""" + Scope.TEXT + """
                    ) from work_limit l where l.type in ('*', t.type) and l.most is not null) as limited,
                (select count(*) from job j where j.type = t.type and\s""" + TakenPlaces.CONDITION + """
                ) as in_window
            from unnest(?::text[]) as t (type)
            """;

    @Inject
    Database database;

    @Inject
    Settings settings;

    /** By type. */
    Map<String, TypeLine> read(Collection<String> types) {
        int least = settings.number(Setting.WINDOW_MIN);
        int factor = settings.number(Setting.WINDOW_FACTOR);
        Map<String, TypeLine> lines = new HashMap<>();
        database.list(
                SELECT,
                row -> {
                    long window = Math.max(least, factor * row.number("capacity"));
                    int places = (int) (window - row.number("in_window"));
                    return lines.put(
                            row.text("type"),
                            new TypeLine(
                                    row.flag("known"),
                                    row.flag("others_wait"),
                                    Scope.of(row.texts("held")),
                                    Scope.of(row.texts("limited")),
                                    places));
                },
                new HashSet<>(types));
        return lines;
    }
}
