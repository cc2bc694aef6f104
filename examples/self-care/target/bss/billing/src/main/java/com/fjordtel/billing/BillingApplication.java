package com.fjordtel.billing;

import com.fjordtel.billing.bill.BillMaker;
import com.fjordtel.billing.dunning.DunningPolicy;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** Billing: the system of record for the ledger, bills and payments. */
@SpringBootApplication
public class BillingApplication {

    @Bean
    BillMaker billMaker() {
        return new BillMaker();
    }

    @Bean
    DunningPolicy dunningPolicy() {
        return new DunningPolicy();
    }

    public static void main(String[] arguments) {
        SpringApplication.run(BillingApplication.class, arguments);
    }
}
