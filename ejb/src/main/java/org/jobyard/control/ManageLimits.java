package org.jobyard.control;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jobyard.dispatch.ReleaseRequests;
import org.jobyard.dispatch.WorkLimit;
import org.jobyard.dispatch.WorkLimits;
import org.jobyard.job.Destination;
import org.jobyard.persistence.Database;
import org.jobyard.platform.AfterCommit;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.FieldError;
import org.jobyard.platform.JobyardException;
import org.jobyard.security.Caller;
import org.jobyard.security.Role;

/**
 * Limits and holds, for operators: those of the tenant {@code default} set all, others those of their own tenant. What was
 * given to the broker before stays there: a hold keeps new jobs back, it stops none.
 */
@Stateless
public class ManageLimits {
    private static final int HIGHEST = 1_000_000;
    private static final int TYPE_MAX = 100;

    @Inject
    Database database;

    @Inject
    WorkLimits limits;

    @Inject
    ReleaseRequests releases;

    @Inject
    AfterCommit afterCommit;

    @Inject
    Clock clock;

    /** What there is, as far as it is about the caller's tenant; all of it for the tenant {@code default}. */
    public List<WorkLimit> list(Caller caller) {
        caller.require(Role.VIEWER);
        return limits.list().stream()
                .filter(limit -> isOfAll(caller) || limit.concerns(caller.tenant()))
                .toList();
    }

    /**
     * Sets what is said of a type, a tenant and a destination; neither limit nor hold takes it away. Counts from the next job that is
     * given to the broker on.
     *
     * @throws JobyardException FORBIDDEN, or INVALID with each wrong field
     */
    public void set(Caller caller, LimitChange change) {
        caller.require(Role.OPERATOR);
        if (!isOfAll(caller) && !caller.tenant().equals(change.tenant())) {
            throw new JobyardException(
                    ErrorCode.FORBIDDEN,
                    "Operators of the tenant " + caller.tenant() + " set limits of that tenant only.");
        }
        check(change);
        String type = orAll(change.type());
        String tenant = orAll(change.tenant());
        String destination = orAll(change.destination());
        boolean held = Boolean.TRUE.equals(change.held());
        if (change.most() == null && !held) {
            database.update(
                    "delete from work_limit where type = ? and tenant = ? and destination = ?",
                    type,
                    tenant,
                    destination);
        } else {
            Instant now = clock.instant();
            database.update("""
                    insert into work_limit as l (type, tenant, destination, most, held_at, changed_at, changed_by)
                    values (?, ?, ?, ?, ?, ?, ?)
                    on conflict (type, tenant, destination) do update set most = excluded.most,
                        held_at = case when excluded.held_at is null then null
                            else coalesce(l.held_at, excluded.held_at) end,
                        changed_at = excluded.changed_at, changed_by = excluded.changed_by
                    """, type, tenant, destination, change.most(), held ? now : null, now, caller.name());
        }
        afterCommit.run(releases::all);
    }

    private static String orAll(String name) {
        return name == null ? WorkLimit.ALL : name;
    }

    private static boolean isOfAll(Caller caller) {
        return caller.tenant().equals(Caller.DEFAULT_TENANT);
    }

    private void check(LimitChange change) {
        List<FieldError> errors = new ArrayList<>();
        if (change.most() != null && (change.most() < 0 || change.most() > HIGHEST)) {
            errors.add(new FieldError("most", "must be 0 to " + HIGHEST));
        }
        if (change.type() != null && (change.type().isBlank() || change.type().length() > TYPE_MAX)) {
            errors.add(new FieldError("type", "must have 1 to " + TYPE_MAX + " characters; null: all types"));
        }
        if (change.destination() != null && !Destination.isName(change.destination())) {
            errors.add(new FieldError("destination", Destination.RULE + "; null: all destinations"));
        }
        if (change.tenant() != null
                && database.first("select 1 from tenant where id = ?", row -> 1, change.tenant())
                        .isEmpty()) {
            errors.add(new FieldError("tenant", "there is no such tenant"));
        }
        if (!errors.isEmpty()) {
            throw new JobyardException(ErrorCode.INVALID, "The limit is not valid.", errors);
        }
    }
}
