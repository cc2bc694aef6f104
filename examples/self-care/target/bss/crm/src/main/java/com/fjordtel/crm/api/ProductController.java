package com.fjordtel.crm.api;

import com.fjordtel.crm.product.InstalledProduct;
import com.fjordtel.crm.product.ProductRepository;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What customers have. */
@RestController
public class ProductController {

    private final ProductRepository products;

    public ProductController(ProductRepository products) {
        this.products = products;
    }

    @GetMapping("/customers/{customer}/products")
    public List<InstalledProduct> productsOf(@PathVariable String customer) {
        return products.findByCustomer(customer);
    }

    @GetMapping("/products/{id}")
    public InstalledProduct product(@PathVariable String id) {
        return products.findById(id).orElseThrow();
    }
}
