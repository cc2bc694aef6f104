package com.fjordtel.crm;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Customers and what they have. Port 8082; billing's classes come along as a library. */
@SpringBootApplication(scanBasePackages = {"com.fjordtel.crm", "com.fjordtel.billing"})
public class CrmApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(CrmApplication.class, arguments);
    }
}
