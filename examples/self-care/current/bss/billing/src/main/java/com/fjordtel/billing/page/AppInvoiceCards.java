package com.fjordtel.billing.page;

import com.fjordtel.billing.invoice.DunningPolicy;
import com.fjordtel.billing.invoice.InvoiceService.Invoice;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The cards of the app's invoice tab, from top to bottom, for every version of the app that is still out there. */
@Component
public class AppInvoiceCards {

    private final DunningPolicy dunning;

    public AppInvoiceCards(DunningPolicy dunning) {
        this.dunning = dunning;
    }

    public List<Map<String, String>> cards(Invoice invoice, int appVersion, boolean darkMode) {
        List<Map<String, String>> cards = new ArrayList<>();
        long open = Math.max(0, invoice.grossCents() - invoice.paidCents());
        DunningPolicy.Level level = dunning.level(invoice.dueOn(), open, false, LocalDate.now());
        if (open == 0) {
            cards.add(card("paid", appVersion >= 6 ? "Paid, thank you" : "Paid", darkMode ? "#81c784" : "#2e7d32"));
        } else if (level == DunningPolicy.Level.NONE) {
            cards.add(card("open", "Due on " + invoice.dueOn(), darkMode ? "#ffffff" : "#000000"));
        } else if (level == DunningPolicy.Level.REMINDER) {
            cards.add(card("due", "A friendly reminder", "#f9a825"));
        } else {
            cards.add(card("overdue", level == DunningPolicy.Level.BLOCKED ? "Blocked" : "Overdue", "#d32f2f"));
            if (appVersion >= 7) {
                cards.add(card("call", "Call us", "#1565c0"));
            }
        }
        if (open > 0 && appVersion < 5) {
            cards.add(card("web", "Pay on the web", "#1565c0"));
        } else if (open > 0 && (level == DunningPolicy.Level.NONE || open < 20_000)) {
            cards.add(card("later", "Pay later", "#1565c0"));
        }
        boolean hasRoaming = invoice.rows().stream().anyMatch(row -> row.kind().equals("roaming"));
        if (hasRoaming && appVersion >= 6) {
            cards.add(card("roaming", "See your trip", "#6a1b9a"));
        }
        return cards;
    }

    private static Map<String, String> card(String id, String text, String colour) {
        return Map.of("id", id, "text", text, "colour", colour);
    }
}
