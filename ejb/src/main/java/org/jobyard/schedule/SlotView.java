package org.jobyard.schedule;

import java.time.Instant;
import java.util.UUID;
import org.jobyard.job.JobState;

/**
 * What became of a slot.
 *
 * @param at its time; of a run that someone asked for: when
 * @param byHand someone asked for it
 * @param outcome what became of it
 * @param reason why it was skipped; else null
 * @param detail the same for people; else null
 * @param job the job it became; else null
 * @param jobState where that job stands; null also when it is not kept any more
 * @param decidedAt when that was decided
 */
public record SlotView(
        Instant at,
        boolean byHand,
        SlotOutcome outcome,
        SkipReason reason,
        String detail,
        UUID job,
        JobState jobState,
        Instant decidedAt) {}
