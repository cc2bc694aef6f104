package com.fjordtel.crm.api;

import com.fjordtel.crm.customer.Customer;
import com.fjordtel.crm.customer.CustomerRepository;
import com.fjordtel.crm.overview.CustomerOverview;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Customers over HTTP. */
@RestController
@RequestMapping("/customers")
public class CustomerController {

    private final CustomerRepository customers;
    private final CustomerOverview overview;

    public CustomerController(CustomerRepository customers, CustomerOverview overview) {
        this.customers = customers;
        this.overview = overview;
    }

    @GetMapping
    public List<Customer> search(@RequestParam String query) {
        return customers.findByLastNameStartingWithIgnoreCase(query);
    }

    @GetMapping("/{id}")
    public Customer customer(@PathVariable String id) {
        return customers.findById(id).orElseThrow();
    }

    @GetMapping("/{id}/subscriptions")
    public List<Customer.Subscription> subscriptions(@PathVariable String id) {
        return customer(id).getSubscriptions();
    }

    @GetMapping("/{id}/overview")
    public Map<String, Object> overview(@PathVariable String id, @RequestParam(defaultValue = "web") String channel) {
        return overview.of(customer(id), channel);
    }
}
