package com.fjordtel.billing.invoice;

import com.fjordtel.billing.ledger.LedgerEntry;
import com.fjordtel.billing.ledger.LedgerRepository;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Service;

/** Invoices made from the ledger: one per account and month. */
@Service
public class InvoiceService {

    private static final int VAT_PERCENT = 25;
    private static final int DAYS_TO_PAY = 14;

    public record Row(String kind, String text, long netCents, boolean vatFree) {}

    public record Invoice(
            String number, String accountHolder, LocalDate dueOn, long grossCents, long paidCents, List<Row> rows) {}

    private final LedgerRepository ledger;
    private final KafkaTemplate<String, Map<String, Object>> bus;

    public InvoiceService(LedgerRepository ledger, KafkaTemplate<String, Map<String, Object>> bus) {
        this.ledger = ledger;
        this.bus = bus;
    }

    /** The invoice of `monthsAgo` months before this one. */
    public Invoice newest(String accountId, int monthsAgo) {
        YearMonth month = YearMonth.now().minusMonths(monthsAgo);
        List<LedgerEntry> entries =
                ledger.findByAccountIdAndDueOnBetween(accountId, month.atDay(1), month.atEndOfMonth());
        List<Row> rows = entries.stream()
                .filter(entry -> !entry.getKind().equals("payment"))
                .map(entry -> new Row(entry.getKind(), entry.getText(), entry.signedNetCents(), entry.isVatFree()))
                .toList();
        long paid = entries.stream()
                .filter(entry -> entry.getKind().equals("payment"))
                .mapToLong(entry -> -entry.signedNetCents())
                .sum();
        LocalDate due = month.atEndOfMonth().plusDays(DAYS_TO_PAY);
        return new Invoice(accountId + "-" + month, "Account " + accountId, due, gross(rows), paid, rows);
    }

    public List<Invoice> latest(String accountId, int count) {
        return IntStream.range(0, count).mapToObj(monthsAgo -> newest(accountId, monthsAgo)).toList();
    }

    /** Closes the month and tells the others. */
    public Invoice issue(String accountId) {
        Invoice invoice = newest(accountId, 0);
        List<LedgerEntry> open = ledger.findByAccountIdAndClosedOnIsNull(accountId);
        open.forEach(entry -> entry.close(LocalDate.now()));
        ledger.saveAll(open);
        bus.send("invoice.issued", Map.of("accountId", accountId, "grossCents", invoice.grossCents()));
        return invoice;
    }

    static long gross(List<Row> rows) {
        long taxable = rows.stream().filter(row -> !row.vatFree()).mapToLong(Row::netCents).sum();
        long free = rows.stream().filter(Row::vatFree).mapToLong(Row::netCents).sum();
        return Math.max(0, (taxable * (100 + VAT_PERCENT) + 50) / 100 + free);
    }
}
