package com.fjordtel.billing.invoice;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fjordtel.billing.invoice.DunningPolicy.Level;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class DunningPolicyTest {

    private final DunningPolicy policy = new DunningPolicy();
    private final LocalDate due = LocalDate.of(2026, 3, 1);

    @Test
    void businessCustomersHaveMoreTime() {
        assertEquals(Level.REMINDER, policy.level(due, 9_000, true, due.plusDays(20)));
        assertEquals(Level.FEE, policy.level(due, 9_000, false, due.plusDays(20)));
    }

    @Test
    void theAppPaysAnOlderFee() {
        assertEquals(900, policy.feeCents(Level.FEE, "app"));
        assertEquals(950, policy.feeCents(Level.FEE, "web"));
    }
}
