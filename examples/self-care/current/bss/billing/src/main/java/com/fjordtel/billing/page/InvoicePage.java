package com.fjordtel.billing.page;

import com.fjordtel.billing.invoice.DunningPolicy;
import com.fjordtel.billing.invoice.InvoiceService.Invoice;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;

/** The invoice page as a model for the web and as a fragment of HTML for the call centre's desktop. */
@Component
public class InvoicePage {

    private final TemplateEngine templates;
    private final DunningPolicy dunning;
    private final InvoiceReasons reasons;

    public InvoicePage(TemplateEngine templates, DunningPolicy dunning, InvoiceReasons reasons) {
        this.templates = templates;
        this.dunning = dunning;
        this.reasons = reasons;
    }

    public Map<String, Object> asModel(Invoice current, Invoice previous, boolean showBanner) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("number", current.number());
        model.put("dueOn", current.dueOn().toString());
        model.put("segment", current.accountHolder().endsWith("AS") ? "business" : "private");
        model.put("paidCents", current.paidCents());
        model.put("current", current.rows());
        model.put("previous", previous.rows());
        model.put("reasons", reasons.reasons(current, previous, "web"));
        model.put("bannerColour", showBanner ? "#d32f2f" : "");
        return model;
    }

    public String asHtml(Invoice invoice) {
        long open = invoice.grossCents() - invoice.paidCents();
        Context context = new Context();
        context.setVariable("invoice", invoice);
        context.setVariable("badge", dunning.level(invoice.dueOn(), open, false, LocalDate.now()).name().toLowerCase());
        return templates.process("invoice-page", context);
    }
}
