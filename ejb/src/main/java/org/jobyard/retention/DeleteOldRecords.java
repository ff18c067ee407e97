package org.jobyard.retention;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import org.jobyard.persistence.Database;
import org.jobyard.platform.Setting;
import org.jobyard.platform.Settings;

/** Deletes old slots of schedules and old dead letters, a batch in one transaction. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class DeleteOldRecords {
    private static final int BATCH = 500;

    // The last slot of a schedule says until when its times are decided.
    private static final String SLOTS = """
            delete from schedule_slot where ctid = any(array(
                select l.ctid from schedule_slot l where l.decided_at < ? and l.outcome <> 'QUEUED'
                    and exists (select from schedule_slot n where n.schedule_id = l.schedule_id and n.slot_at > l.slot_at
                        and not n.by_hand)
                limit ? for update skip locked))
            """;

    private static final String LETTERS = """
            delete from dead_letter where id in (
                select id from dead_letter where last_at < ? limit ? for update skip locked)
            """;

    @Inject
    Database database;

    @Inject
    Settings settings;

    @Inject
    Clock clock;

    /**
     * Deletes a batch.
     *
     * @return true when there may be more
     */
    public boolean delete() {
        return delete(SLOTS, Setting.KEEP_SLOTS) || delete(LETTERS, Setting.KEEP_LETTERS);
    }

    private boolean delete(String sql, Setting age) {
        return database.update(sql, clock.instant().minus(settings.duration(age)), BATCH) == BATCH;
    }
}
