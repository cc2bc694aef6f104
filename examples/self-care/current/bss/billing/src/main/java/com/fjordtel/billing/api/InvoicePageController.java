package com.fjordtel.billing.api;

import com.fjordtel.billing.invoice.InvoiceService;
import com.fjordtel.billing.invoice.InvoiceService.Invoice;
import com.fjordtel.billing.page.InvoicePage;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The invoice page of the web: everything that the screen needs in one answer, in the order of the screen. */
@RestController
@CrossOrigin(origins = "*")
public class InvoicePageController {

    private final InvoiceService invoices;
    private final InvoicePage page;

    public InvoicePageController(InvoiceService invoices, InvoicePage page) {
        this.invoices = invoices;
        this.page = page;
    }

    @GetMapping("/invoicePage/{accountId}")
    public Object invoicePage(@PathVariable String accountId, @RequestParam(defaultValue = "web") String channel) {
        Invoice current = invoices.newest(accountId, 0);
        Invoice previous = invoices.newest(accountId, 1);
        if (channel.equals("callcenter")) {
            return page.asHtml(current);
        }
        boolean showBanner = channel.equals("web") && current.grossCents() > previous.grossCents() * 3 / 2;
        return page.asModel(current, previous, showBanner);
    }
}
