package org.jobyard.schedule.times;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;

/**
 * A cron expression in a zone. Where clocks are put forward, a time that does not exist comes as much later, once. Where
 * they are put back, a time that comes twice counts the first time only; but what runs in every hour of the day runs in
 * both, as otherwise there would be none for an hour.
 */
final class CronTimes implements Timetable {
    private final CronExpression expression;
    private final ZoneRules rules;

    CronTimes(CronExpression expression, ZoneId zone) {
        this.expression = expression;
        rules = zone.getRules();
    }

    @Override
    public Optional<Instant> next(Instant after) {
        Instant second = after.truncatedTo(ChronoUnit.SECONDS);
        return existing(second).map(found -> moved(second, found).orElse(found));
    }

    /** The next among the local times that exist, going from change to change of the clock. */
    private Optional<Instant> existing(Instant after) {
        ZoneOffset offset = rules.getOffset(after);
        LocalDateTime from = LocalDateTime.ofInstant(after, offset);
        if (rules.getTransition(from) != null && isSecondTime(from, offset) && !expression.isEveryHour()) {
            from = lastBeforeEnd(rules.getTransition(from));
        }
        ZoneOffsetTransition change = rules.nextTransition(after);
        Optional<LocalDateTime> found = expression.next(from);
        while (found.isPresent()
                && change != null
                && !found.get().toInstant(offset).isBefore(change.getInstant())) {
            offset = change.getOffsetAfter();
            boolean again = change.isOverlap() && !expression.isEveryHour();
            from = again ? lastBeforeEnd(change) : change.getDateTimeAfter().minusSeconds(1);
            change = rules.nextTransition(change.getInstant());
            found = expression.next(from);
        }
        ZoneOffset valid = offset;
        return found.map(local -> local.toInstant(valid));
    }

    private boolean isSecondTime(LocalDateTime local, ZoneOffset offset) {
        ZoneOffsetTransition change = rules.getTransition(local);
        return change.isOverlap() && offset.equals(change.getOffsetAfter());
    }

    /** The last second of what the clock shows twice. */
    private static LocalDateTime lastBeforeEnd(ZoneOffsetTransition overlap) {
        return overlap.getDateTimeBefore().minusSeconds(1);
    }

    /** The first of the times that do not exist, moved, if one comes before {@code limit}. */
    private Optional<Instant> moved(Instant after, Instant limit) {
        ZoneOffsetTransition change = rules.previousTransition(after.plusSeconds(1));
        if (change == null) {
            change = rules.nextTransition(after);
        }
        while (change != null && change.getInstant().isBefore(limit)) {
            Optional<Instant> time = change.isGap() ? movedOutOf(change, after) : Optional.empty();
            if (time.isPresent()) {
                return time.filter(moved -> moved.isBefore(limit));
            }
            change = rules.nextTransition(change.getInstant());
        }
        return Optional.empty();
    }

    private Optional<Instant> movedOutOf(ZoneOffsetTransition gap, Instant after) {
        LocalDateTime start = gap.getDateTimeBefore().minusSeconds(1);
        LocalDateTime passed = LocalDateTime.ofInstant(after, gap.getOffsetBefore());
        return expression
                .next(passed.isAfter(start) ? passed : start)
                .filter(local -> local.isBefore(gap.getDateTimeAfter()))
                .map(local -> local.toInstant(gap.getOffsetBefore()));
    }
}
