package com.fjordtel.billing.ledger;

import java.time.LocalDate;
import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;

/** The ledger's table. */
public interface LedgerRepository extends JpaRepository<LedgerEntry, String> {

    List<LedgerEntry> findByAccountIdAndClosedOnIsNull(String accountId);

    List<LedgerEntry> findByAccountIdAndDueOnBetween(String accountId, LocalDate from, LocalDate to);
}
