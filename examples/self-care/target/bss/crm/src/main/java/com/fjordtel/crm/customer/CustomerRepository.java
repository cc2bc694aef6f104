package com.fjordtel.crm.customer;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;

/** The table of customers. */
public interface CustomerRepository extends JpaRepository<Customer, String> {

    List<Customer> findByLastNameStartingWithIgnoreCase(String beginning);
}
