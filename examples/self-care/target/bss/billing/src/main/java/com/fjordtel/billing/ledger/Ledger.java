package com.fjordtel.billing.ledger;

import com.fjordtel.billing.bill.Bill;
import com.fjordtel.billing.bill.BillMaker;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.UUID;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Bills from the ledger, and payments into it. Bill numbers end in the month: `B-4711-2027-02`. */
@Service
public class Ledger {

    private static final int MONTH_LENGTH = 7;

    private final LedgerRepository entries;
    private final BillMaker maker;
    private final KafkaTemplate<String, Map<String, Object>> bus;

    Ledger(LedgerRepository entries, BillMaker maker, KafkaTemplate<String, Map<String, Object>> bus) {
        this.entries = entries;
        this.maker = maker;
        this.bus = bus;
    }

    public Bill bill(String number) {
        return make(number, entries.findByBillNumber(number));
    }

    public List<Bill> billsOf(String customer) {
        return entries.findByCustomer(customer).stream()
                .map(LedgerEntry::getBillNumber)
                .distinct()
                .map(this::bill)
                .toList();
    }

    @Transactional
    public String book(String number, long cents) {
        List<LedgerEntry> rows = entries.findByBillNumber(number);
        if (rows.isEmpty()) {
            throw new NoSuchElementException(number);
        }
        String id = UUID.randomUUID().toString();
        entries.save(LedgerEntry.payment(id, rows.get(0), cents));
        bus.send("payment.received", Map.of("bill", number, "cents", cents));
        return id;
    }

    public Bill issue(String number) {
        List<LedgerEntry> rows = entries.findByBillNumber(number);
        Bill bill = make(number, rows);
        List<String> subscriptions = rows.stream()
                .map(LedgerEntry::getSubscription)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        bus.send(
                "bill.issued",
                Map.of(
                        "number", number,
                        "customer", bill.customer(),
                        "month", month(number).toString(),
                        "grossCents", bill.grossCents(),
                        "dueOn", bill.dueOn().toString(),
                        "subscriptions", subscriptions));
        return bill;
    }

    private Bill make(String number, List<LedgerEntry> rows) {
        if (rows.isEmpty()) {
            throw new NoSuchElementException(number);
        }
        long paid = rows.stream().filter(LedgerEntry::isPayment).mapToLong(LedgerEntry::getNetCents).sum();
        List<BillMaker.Charge> charges =
                rows.stream().filter(row -> !row.isPayment()).map(LedgerEntry::asCharge).toList();
        LedgerEntry any = rows.get(0);
        return maker.make(number, any.getCustomer(), any.isBusiness(), month(number), charges, paid);
    }

    private static YearMonth month(String number) {
        return YearMonth.parse(number.substring(number.length() - MONTH_LENGTH));
    }
}
