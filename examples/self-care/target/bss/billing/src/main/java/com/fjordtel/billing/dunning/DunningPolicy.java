package com.fjordtel.billing.dunning;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** When a reminder, a fee or a block is due: the policy of 2025, for everybody. */
public class DunningPolicy {

    public enum Level {
        NONE(0),
        REMINDER(0),
        FEE(950),
        RESTRICTED(1900),
        BLOCKED(1900);

        private final long feeCents;

        Level(long feeCents) {
            this.feeCents = feeCents;
        }

        public long feeCents() {
            return feeCents;
        }
    }

    private static final long SMALL_AMOUNT = 500;
    private static final int STEP_DAYS = 14;

    public Level level(LocalDate dueOn, long openCents, boolean business, LocalDate today) {
        long overdue = ChronoUnit.DAYS.between(dueOn, today);
        if (openCents < SMALL_AMOUNT || overdue <= 0) {
            return Level.NONE;
        }
        long grace = business ? 30 : 10;
        if (overdue <= grace) {
            return Level.REMINDER;
        }
        if (overdue <= grace + STEP_DAYS) {
            return Level.FEE;
        }
        return overdue <= grace + 2 * STEP_DAYS ? Level.RESTRICTED : Level.BLOCKED;
    }
}
