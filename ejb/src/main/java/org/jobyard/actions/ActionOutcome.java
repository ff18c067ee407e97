package org.jobyard.actions;

import java.util.List;
import java.util.UUID;
import org.jobyard.platform.ErrorCode;

/**
 * What became of an action.
 *
 * @param action what
 * @param done to how many jobs it was done
 * @param refused to which it was not, by reason
 * @param next cursor of what is still to be done; null: nothing
 */
public record ActionOutcome(JobAction action, int done, List<Refused> refused, String next) {
    /**
     * Jobs to which it was not done for one reason.
     *
     * @param code the reason
     * @param message the reason for people, that of the first of them
     * @param count how many
     * @param jobs the first of them
     */
    public record Refused(ErrorCode code, String message, int count, List<UUID> jobs) {}
}
