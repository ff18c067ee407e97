package org.jobyard.workers;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jobyard.messaging.Announcements;
import org.jobyard.messaging.Notification;
import org.jobyard.messaging.Outbox;
import org.jobyard.messaging.WorkerCommands;
import org.jobyard.persistence.Database;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.JobyardException;
import org.jobyard.sdk.message.WorkerMode;
import org.jobyard.security.Caller;
import org.jobyard.security.Role;

/**
 * Tells a worker what to do with work. What is wanted is kept with its row and told again with each hello that says
 * otherwise, so it outlives restarts of the server and absences of the worker; a new start of the worker's process knows
 * nothing of it.
 */
@Stateless
public class CommandWorkers {
    private record Present(UUID instance, WorkerState state, WorkerMode mode, WorkerMode wanted) {
        private boolean isLeaving() {
            return mode == WorkerMode.STOPPING || wanted == WorkerMode.STOPPING;
        }
    }

    @Inject
    Database database;

    @Inject
    Outbox outbox;

    @Inject
    Announcements announcements;

    @Inject
    Clock clock;

    /**
     * Tells it. Workers serve all tenants, so only operators of the tenant {@code default} may.
     *
     * @param instance the start of its process that is meant; null: whichever it is now
     * @throws JobyardException FORBIDDEN; NOT_FOUND; CONFLICT when it has gone, was started anew, or is shutting down
     */
    public void tell(Caller caller, String name, UUID instance, WorkerMode wanted) {
        caller.require(Role.OPERATOR);
        if (!caller.tenant().equals(Caller.DEFAULT_TENANT)) {
            throw new JobyardException(
                    ErrorCode.FORBIDDEN, "Workers serve all tenants: operators of the tenant default command them.");
        }
        Present worker = lock(name);
        check(name, worker, instance, wanted);
        database.update(
                "update worker set wanted = ?, wanted_at = ?, wanted_by = ? where name = ?",
                wanted.name(),
                clock.instant(),
                caller.name(),
                name);
        outbox.send(List.of(WorkerCommands.mode(name, worker.instance(), wanted)));
        announcements.announce(new Notification.Builder().workers());
    }

    private Present lock(String name) {
        return database.first(
                        "select instance, state, mode, wanted from worker where name = ? for update",
                        row -> new Present(
                                row.uuid("instance"),
                                row.constant("state", WorkerState.class),
                                row.constant("mode", WorkerMode.class),
                                row.constant("wanted", WorkerMode.class)),
                        name)
                .orElseThrow(() -> new JobyardException(ErrorCode.NOT_FOUND, "There is no worker " + name + "."));
    }

    private static void check(String name, Present worker, UUID instance, WorkerMode wanted) {
        String why = null;
        if (worker.state() == WorkerState.GONE) {
            why = " has gone.";
        } else if (instance != null && !instance.equals(worker.instance())) {
            why = " was started anew meanwhile.";
        } else if (worker.isLeaving() && wanted != WorkerMode.STOPPING) {
            why = " is shutting down.";
        }
        if (why != null) {
            throw new JobyardException(ErrorCode.CONFLICT, "The worker " + name + why);
        }
    }
}
