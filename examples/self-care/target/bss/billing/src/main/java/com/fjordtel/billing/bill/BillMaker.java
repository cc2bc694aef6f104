package com.fjordtel.billing.bill;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;

/** Makes a bill from the charges of a month: proration, tax, sums. */
public class BillMaker {

    private static final int VAT_PERCENT = 25;
    private static final int DAYS_TO_PAY = 14;

    /** What the ledger knows of a charge. A null start means the whole month. */
    public record Charge(String kind, String text, long netCents, boolean vatFree, LocalDate startedOn) {}

    public Bill make(
            String number,
            String customer,
            boolean business,
            YearMonth month,
            List<Charge> charges,
            long paidCents) {
        List<Bill.Line> lines = charges.stream()
                .map(charge -> new Bill.Line(charge.kind(), charge.text(), gross(charge, month)))
                .filter(line -> line.grossCents() != 0)
                .toList();
        long total = lines.stream().mapToLong(Bill.Line::grossCents).sum();
        LocalDate due = month.atEndOfMonth().plusDays(DAYS_TO_PAY);
        return new Bill(number, customer, business, due, Math.max(0, total), paidCents, lines);
    }

    private static long gross(Charge charge, YearMonth month) {
        long net = charge.kind().equals("fee") ? prorated(charge, month) : charge.netCents();
        long signed = charge.kind().equals("discount") || charge.kind().equals("credit") ? -Math.abs(net) : net;
        if (charge.vatFree()) {
            return signed;
        }
        return Math.round(signed * (100 + VAT_PERCENT) / 100.0);
    }

    /** A fee for the days that the subscription was active. */
    static long prorated(Charge charge, YearMonth month) {
        LocalDate start = charge.startedOn();
        if (start == null || !start.isAfter(month.atDay(1))) {
            return charge.netCents();
        }
        if (start.isAfter(month.atEndOfMonth())) {
            return 0;
        }
        int active = month.lengthOfMonth() - start.getDayOfMonth() + 1;
        return Math.round((double) charge.netCents() * active / month.lengthOfMonth());
    }
}
