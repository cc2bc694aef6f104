package com.fjordtel.crm.api;

import com.fjordtel.crm.customer.Customer;
import com.fjordtel.crm.customer.CustomerRepository;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Customers, the same for whoever asks. */
@RestController
@RequestMapping("/customers")
public class CustomerController {

    private final CustomerRepository customers;

    public CustomerController(CustomerRepository customers) {
        this.customers = customers;
    }

    @GetMapping
    public List<Customer> search(@RequestParam String lastName) {
        return customers.findByLastNameStartingWithIgnoreCase(lastName);
    }

    @GetMapping("/{id}")
    public Customer customer(@PathVariable String id) {
        return customers.findById(id).orElseThrow();
    }
}
