package com.fjordtel.billing.ledger;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;

/** The ledger's table. */
interface LedgerRepository extends JpaRepository<LedgerEntry, String> {

    List<LedgerEntry> findByBillNumber(String billNumber);

    List<LedgerEntry> findByCustomer(String customer);
}
