package com.fjordtel.billing.ledger;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.LocalDate;

/** A row of the ledger: a charge, a discount, a credit or a payment. */
@Entity
@Table(name = "ledger_entry")
public class LedgerEntry {

    @Id
    private String id;

    @Column(name = "account_id")
    private String accountId;

    private String kind;
    private String text;

    @Column(name = "net_cents")
    private long netCents;

    @Column(name = "vat_free")
    private boolean vatFree;

    @Column(name = "due_on")
    private LocalDate dueOn;

    @Column(name = "closed_on")
    private LocalDate closedOn;

    protected LedgerEntry() {}

    public LedgerEntry(String id, String accountId, String kind, String text, long netCents, LocalDate dueOn) {
        this.id = id;
        this.accountId = accountId;
        this.kind = kind;
        this.text = text;
        this.netCents = netCents;
        this.dueOn = dueOn;
    }

    /** Positive for what the customer owes, negative for what is taken off. */
    public long signedNetCents() {
        return switch (kind) {
            case "discount", "credit", "payment" -> -Math.abs(netCents);
            default -> netCents;
        };
    }

    public void close(LocalDate day) {
        closedOn = day;
    }

    public String getKind() {
        return kind;
    }

    public String getText() {
        return text;
    }

    public boolean isVatFree() {
        return vatFree;
    }

    public LocalDate getDueOn() {
        return dueOn;
    }
}
