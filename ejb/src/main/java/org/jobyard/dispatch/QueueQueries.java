package org.jobyard.dispatch;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jobyard.persistence.Database;
import org.jobyard.ra.api.QueueStatus;
import org.jobyard.sdk.message.Queues;
import org.jobyard.security.Caller;
import org.jobyard.security.Role;

/** Reads queues, together with the line before each. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class QueueQueries {
    private record TypeCount(String type, long waiting, long enqueued, long running) {}

    @Inject
    Database database;

    @Inject
    Broker broker;

    /** The queues of all types that are known or have active jobs, then Jobyard's own. */
    public List<QueueView> list(Caller caller) {
        caller.require(Role.VIEWER);
        List<QueueView> queues = new ArrayList<>();
        database.list(
                        """
                        select t.type,
                            count(j.id) filter (where j.state = 'WAITING') as waiting,
                            count(j.id) filter (where j.state = 'ENQUEUED') as enqueued,
                            count(j.id) filter (where j.state = 'RUNNING') as running
                        from (select type from work_type
                            union select type from job where state in ('WAITING', 'ENQUEUED', 'RUNNING')) as t
                        left join job j on j.type = t.type and j.state in ('WAITING', 'ENQUEUED', 'RUNNING')
                        group by t.type order by t.type
                        """,
                        row -> new TypeCount(
                                row.text("type"), row.number("waiting"), row.number("enqueued"), row.number("running")))
                .forEach(count -> queues.add(view(Queues.workQueue(count.type()), count)));
        Stream.of(Queues.SUBMISSIONS, Queues.EVENTS, Queues.DEAD_LETTERS, Queues.UNROUTABLE)
                .forEach(name -> queues.add(view(name, new TypeCount(null, 0, 0, 0))));
        return queues;
    }

    private QueueView view(String name, TypeCount count) {
        Optional<QueueStatus> status = broker.queue(name);
        return new QueueView(
                name,
                status.map(QueueStatus::ready).orElse(null),
                status.map(QueueStatus::consumers).orElse(null),
                count.type(),
                count.waiting(),
                count.enqueued(),
                count.running());
    }
}
