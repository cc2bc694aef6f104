package com.fjordtel.billing.page;

import com.fjordtel.billing.invoice.InvoiceService.Invoice;
import com.fjordtel.billing.invoice.InvoiceService.Row;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Why an invoice is higher, in the length that each channel has room for. Web and app have their own rules besides. */
@Component
public class InvoiceReasons {

    private static final int APP_TEXT = 60;

    public List<String> reasons(Invoice current, Invoice previous, String channel) {
        List<String> texts = new ArrayList<>();
        if (current.grossCents() <= previous.grossCents()) {
            return texts;
        }
        long roaming = sum(current, "roaming") - sum(previous, "roaming");
        if (roaming > 0) {
            texts.add(channel.equals("app") ? "Roaming" : "You were abroad: " + euros(roaming) + " more for roaming");
        }
        long usage = sum(current, "usage") - sum(previous, "usage");
        if (usage > 0 && !channel.equals("partner")) {
            if (usage > 5_000 && channel.equals("web")) {
                texts.add("Your usage was much higher. A larger bundle saves money.");
            } else {
                texts.add("Usage beyond the bundle: " + euros(usage));
            }
        }
        if (sum(previous, "discount") < 0 && sum(current, "discount") == 0) {
            texts.add(channel.equals("callcenter") ? "DISCOUNT ENDED, OFFER RENEWAL" : "A discount has ended");
        }
        for (Row row : current.rows()) {
            if (row.kind().equals("fee") && previous.rows().stream().noneMatch(old -> old.text().equals(row.text()))) {
                texts.add("New: " + row.text());
            }
        }
        if (channel.equals("app")) {
            return texts.stream().map(InvoiceReasons::shortened).limit(2).toList();
        }
        return texts;
    }

    private static long sum(Invoice invoice, String kind) {
        return invoice.rows().stream().filter(row -> row.kind().equals(kind)).mapToLong(Row::netCents).sum();
    }

    private static String shortened(String text) {
        return text.length() <= APP_TEXT ? text : text.substring(0, APP_TEXT - 1) + "…";
    }

    private static String euros(long cents) {
        return "%d.%02d €".formatted(cents / 100, cents % 100);
    }
}
