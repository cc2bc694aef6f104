package com.fjordtel.billing.invoice;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.springframework.stereotype.Component;

/** When a reminder, a fee or a block is due. The policy of 2025; web and app still show the one of 2023. */
@Component
public class DunningPolicy {

    public enum Level {
        NONE,
        REMINDER,
        FEE,
        RESTRICTED,
        BLOCKED
    }

    private static final long SMALL_AMOUNT = 500;

    public Level level(LocalDate dueOn, long openCents, boolean business, LocalDate today) {
        long overdue = ChronoUnit.DAYS.between(dueOn, today);
        if (openCents < SMALL_AMOUNT || overdue <= 0) {
            return Level.NONE;
        }
        long grace = business ? 30 : 10;
        if (overdue <= grace) {
            return Level.REMINDER;
        }
        if (overdue <= grace + 14) {
            return Level.FEE;
        }
        return overdue <= grace + 28 ? Level.RESTRICTED : Level.BLOCKED;
    }

    public long feeCents(Level level, String channel) {
        if (level == Level.FEE) {
            return channel.equals("app") ? 900 : 950;
        }
        return level == Level.RESTRICTED || level == Level.BLOCKED ? 1900 : 0;
    }
}
