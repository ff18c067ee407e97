package org.jobyard.overview;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jobyard.dispatch.MessagingCounts;
import org.jobyard.dispatch.MessagingQueries;
import org.jobyard.figures.Past;
import org.jobyard.letters.LetterQueries;
import org.jobyard.persistence.Database;
import org.jobyard.security.Caller;
import org.jobyard.security.Role;

/** Finds what somebody should look at. What only operators can settle, only they are shown. */
@ApplicationScoped
class Problems {
    @Inject
    MessagingQueries messaging;

    @Inject
    LetterQueries letters;

    @Inject
    Database database;

    /** What is wrong now, the worst first. */
    List<Problem> find(Caller caller, Past day, List<Overview.TypeBacklog> backlog, Overview.Workers workers) {
        List<Problem> found = new ArrayList<>();
        if (caller.role().covers(Role.OPERATOR)) {
            ofTheService(caller, found);
        }
        add(Problem.Kind.WORKERS_LOST, null, workers.lost(), found);
        add(Problem.Kind.FAILED, null, day.total().failed() + day.total().timedOut(), found);
        Set<String> served = served();
        for (Overview.TypeBacklog line : backlog) {
            if (line.waiting() > 0 && !served.contains(line.type())) {
                add(Problem.Kind.NO_WORKER, line.type(), line.waiting(), found);
            } else if (line.growing()) {
                add(Problem.Kind.BACKLOG_GROWS, line.type(), line.waiting(), found);
            }
        }
        found.sort(Comparator.comparing(Problem::kind));
        return found;
    }

    private void ofTheService(Caller caller, List<Problem> found) {
        MessagingCounts counts = messaging.counts();
        add(Problem.Kind.BROKER_AWAY, null, counts.connected() && !counts.blocked() ? 0 : 1, found);
        add(Problem.Kind.IN_DOUBT, null, counts.inDoubt(), found);
        add(Problem.Kind.OLD_MESSAGES, null, counts.oldIntents(), found);
        add(Problem.Kind.DEAD_LETTERS, null, letters.count(caller), found);
    }

    private Set<String> served() {
        return new HashSet<>(database.list(
                "select distinct unnest(types) as type from worker where state = 'LIVE'", row -> row.text("type")));
    }

    private static void add(Problem.Kind kind, String subject, long count, List<Problem> found) {
        if (count > 0) {
            found.add(new Problem(kind, subject, count));
        }
    }
}
