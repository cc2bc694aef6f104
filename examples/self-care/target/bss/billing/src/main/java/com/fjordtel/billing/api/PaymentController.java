package com.fjordtel.billing.api;

import com.fjordtel.billing.ledger.Ledger;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Payments towards bills. */
@RestController
public class PaymentController {

    public record PaymentRequest(long cents) {}

    public record PaymentView(String id, boolean booked) {}

    private final Ledger ledger;

    public PaymentController(Ledger ledger) {
        this.ledger = ledger;
    }

    @PostMapping("/bills/{number}/payments")
    @ResponseStatus(HttpStatus.CREATED)
    public PaymentView pay(@PathVariable String number, @RequestBody PaymentRequest request) {
        if (request.cents() <= 0) {
            throw new IllegalArgumentException("a payment is more than nothing");
        }
        return new PaymentView(ledger.book(number, request.cents()), true);
    }
}
