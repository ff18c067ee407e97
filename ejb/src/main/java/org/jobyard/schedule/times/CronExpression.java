package org.jobyard.schedule.times;

import com.cronutils.model.Cron;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.field.CronFieldName;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.Set;

/** A cron expression of five fields, or of six with seconds first, as the local times it names. Immutable. */
final class CronExpression {
    private static final int WITHOUT_SECONDS = 5;
    private static final int WITH_SECONDS = 6;
    private static final Set<String> ALL_HOURS = Set.of("*", "*/1", "0-23", "0-23/1");
    private static final CronDefinition MINUTES = definition(CronDefinitionBuilder.defineCron());
    private static final CronDefinition SECONDS =
            definition(CronDefinitionBuilder.defineCron().withSeconds().and());

    private final ExecutionTime times;
    private final boolean everyHour;

    private CronExpression(Cron cron) {
        times = ExecutionTime.forCron(cron);
        everyHour = ALL_HOURS.contains(
                cron.retrieve(CronFieldName.HOUR).getExpression().asString());
    }

    /**
     * Reads an expression.
     *
     * @throws IllegalArgumentException saying what is wrong, for people
     */
    static CronExpression of(String text) {
        // A day left open by '?' is one left open by '*'; and as crontab has it, two days that are given are
        // alternatives.
        String plain = text.strip().replace('?', '*');
        int fields = plain.split("\\s+", -1).length;
        if (fields != WITHOUT_SECONDS && fields != WITH_SECONDS) {
            throw new IllegalArgumentException("has " + fields + " fields, not 5, or 6 with seconds");
        }
        try {
            return new CronExpression(new CronParser(fields == WITH_SECONDS ? SECONDS : MINUTES)
                    .parse(plain)
                    .validate());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "is wrong: " + e.getMessage().replaceFirst("^Failed to parse cron expression\\. ", ""), e);
        }
    }

    private static CronDefinition definition(CronDefinitionBuilder builder) {
        return builder.withMinutes()
                .withStrictRange()
                .and()
                .withHours()
                .withStrictRange()
                .and()
                .withDayOfMonth()
                .supportsL()
                .supportsW()
                .supportsLW()
                .withStrictRange()
                .and()
                .withMonth()
                .withStrictRange()
                .and()
                .withDayOfWeek()
                .withValidRange(0, 7)
                .withMondayDoWValue(1)
                .withIntMapping(7, 0)
                .supportsHash()
                .supportsL()
                .and()
                .instance();
    }

    /** True when it names times in each hour of the day. */
    boolean isEveryHour() {
        return everyHour;
    }

    /** The first local time after {@code after}; empty when there is none. The library never sees a change of the clock. */
    Optional<LocalDateTime> next(LocalDateTime after) {
        return times.nextExecution(after.atZone(ZoneOffset.UTC)).map(ZonedDateTime::toLocalDateTime);
    }
}
