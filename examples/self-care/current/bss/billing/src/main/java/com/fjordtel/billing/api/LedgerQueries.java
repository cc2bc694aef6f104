package com.fjordtel.billing.api;

import com.fjordtel.billing.ledger.LedgerEntry;
import com.fjordtel.billing.ledger.LedgerRepository;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.stereotype.Service;

/** Questions to the ledger for code in the same process. */
@Service
public class LedgerQueries {

    /** What an account owes, and since when. */
    public record OpenItems(String accountId, long netCents, long overdueDays) {}

    private final LedgerRepository ledger;

    public LedgerQueries(LedgerRepository ledger) {
        this.ledger = ledger;
    }

    public OpenItems openItems(String accountId, LocalDate today) {
        List<LedgerEntry> entries = ledger.findByAccountIdAndClosedOnIsNull(accountId);
        long net = entries.stream().mapToLong(LedgerEntry::signedNetCents).sum();
        long overdue = entries.stream()
                .map(LedgerEntry::getDueOn)
                .filter(due -> due != null && due.isBefore(today))
                .mapToLong(due -> ChronoUnit.DAYS.between(due, today))
                .max()
                .orElse(0);
        return new OpenItems(accountId, net, overdue);
    }
}
