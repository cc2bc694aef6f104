package com.fjordtel.crm.product;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;

/** The table of installed products. */
public interface ProductRepository extends JpaRepository<InstalledProduct, String> {

    List<InstalledProduct> findByCustomer(String customer);
}
