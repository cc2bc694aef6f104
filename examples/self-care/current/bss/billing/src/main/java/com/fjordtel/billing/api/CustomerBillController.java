package com.fjordtel.billing.api;

import com.fjordtel.billing.invoice.InvoiceService;
import com.fjordtel.billing.invoice.InvoiceService.Invoice;
import com.fjordtel.billing.page.AppInvoiceCards;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Bills per account, cut to what the asking channel can show. */
@RestController
@RequestMapping("/customerBill")
public class CustomerBillController {

    private static final int APP_INVOICES = 2;
    private static final int APP_VERSION = 7;
    private static final int WEB_INVOICES = 12;

    private final InvoiceService invoices;
    private final AppInvoiceCards cards;

    public CustomerBillController(InvoiceService invoices, AppInvoiceCards cards) {
        this.invoices = invoices;
        this.cards = cards;
    }

    @GetMapping("/{accountId}")
    public List<Map<String, Object>> bills(
            @PathVariable String accountId, @RequestParam(defaultValue = "web") String channel) {
        int count = "app".equals(channel) ? APP_INVOICES : WEB_INVOICES;
        return invoices.latest(accountId, count).stream().map(invoice -> forChannel(invoice, channel)).toList();
    }

    @PostMapping("/{accountId}/issue")
    public Invoice issue(@PathVariable String accountId) {
        return invoices.issue(accountId);
    }

    private Map<String, Object> forChannel(Invoice invoice, String channel) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("number", invoice.number());
        answer.put("dueOn", invoice.dueOn().toString());
        answer.put("paidCents", invoice.paidCents());
        if (channel.equals("app")) {
            answer.put("firstName", invoice.accountHolder().split(" ")[0]);
            answer.put("rows", invoice.rows().stream().filter(row -> !row.kind().equals("discount")).toList());
            answer.put("cards", cards.cards(invoice, APP_VERSION, false));
        } else if (channel.equals("partner")) {
            answer.put("rows", List.of());
            answer.put("commissionable", invoice.grossCents() > 2000);
        } else {
            answer.put("name", invoice.accountHolder());
            answer.put("rows", invoice.rows());
        }
        return answer;
    }
}
