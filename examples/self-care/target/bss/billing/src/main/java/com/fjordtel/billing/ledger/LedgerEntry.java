package com.fjordtel.billing.ledger;

import com.fjordtel.billing.bill.BillMaker.Charge;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.LocalDate;

/** A row of the ledger: a charge, a discount, a credit or a payment. Nobody but billing reads this table. */
@Entity
@Table(name = "ledger_entry")
public class LedgerEntry {

    static final String PAYMENT = "payment";

    @Id
    private String id;

    @Column(name = "bill_number")
    private String billNumber;

    private String customer;
    private boolean business;
    private String subscription;
    private String kind;
    private String text;

    @Column(name = "net_cents")
    private long netCents;

    @Column(name = "vat_free")
    private boolean vatFree;

    @Column(name = "started_on")
    private LocalDate startedOn;

    protected LedgerEntry() {}

    static LedgerEntry payment(String id, LedgerEntry any, long cents) {
        LedgerEntry entry = new LedgerEntry();
        entry.id = id;
        entry.billNumber = any.billNumber;
        entry.customer = any.customer;
        entry.business = any.business;
        entry.kind = PAYMENT;
        entry.text = "Payment";
        entry.netCents = cents;
        return entry;
    }

    boolean isPayment() {
        return kind.equals(PAYMENT);
    }

    Charge asCharge() {
        return new Charge(kind, text, netCents, vatFree, startedOn);
    }

    String getCustomer() {
        return customer;
    }

    boolean isBusiness() {
        return business;
    }

    String getSubscription() {
        return subscription;
    }

    String getBillNumber() {
        return billNumber;
    }

    long getNetCents() {
        return netCents;
    }
}
