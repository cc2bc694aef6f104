package com.fjordtel.billing.api;

import com.fjordtel.billing.bill.Bill;
import com.fjordtel.billing.dunning.DunningPolicy;
import com.fjordtel.billing.ledger.Ledger;
import java.time.LocalDate;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Bills, in billing's own terms, the same for whoever asks. */
@RestController
@RequestMapping("/bills")
public class BillController {

    /** A bill with where it stands in dunning. */
    public record BillView(
            String number,
            String customer,
            LocalDate dueOn,
            long grossCents,
            long paidCents,
            DunningPolicy.Level dunning,
            List<Bill.Line> lines) {}

    private final Ledger ledger;
    private final DunningPolicy dunning;

    public BillController(Ledger ledger, DunningPolicy dunning) {
        this.ledger = ledger;
        this.dunning = dunning;
    }

    @GetMapping
    public List<BillView> bills(@RequestParam String customer) {
        return ledger.billsOf(customer).stream().map(this::view).toList();
    }

    @GetMapping("/{number}")
    public BillView bill(@PathVariable String number) {
        return view(ledger.bill(number));
    }

    @PostMapping("/{number}/issue")
    public BillView issue(@PathVariable String number) {
        return view(ledger.issue(number));
    }

    private BillView view(Bill bill) {
        DunningPolicy.Level level = dunning.level(bill.dueOn(), bill.openCents(), bill.business(), LocalDate.now());
        return new BillView(
                bill.number(), bill.customer(), bill.dueOn(), bill.grossCents(), bill.paidCents(), level, bill.lines());
    }
}
