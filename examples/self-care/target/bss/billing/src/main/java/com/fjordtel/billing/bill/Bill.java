package com.fjordtel.billing.bill;

import java.time.LocalDate;
import java.util.List;

/** A month's bill of one customer. */
public record Bill(
        String number,
        String customer,
        boolean business,
        LocalDate dueOn,
        long grossCents,
        long paidCents,
        List<Line> lines) {

    /** A row; discounts and credits are negative. */
    public record Line(String kind, String text, long grossCents) {}

    public Bill {
        lines = List.copyOf(lines);
    }

    public long openCents() {
        return Math.max(0, grossCents - paidCents);
    }
}
